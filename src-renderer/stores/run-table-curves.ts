import { shallowRef, watch, type ShallowRef } from 'vue';
import type { CurveSamples } from '@shared/ensembles/quantities';
import type { RunSamples } from '@shared/model/run';
import { describeError } from './notices';
import type { Session } from './session';

/** How far the curves of a run are there. */
export type CurveState =
  | { readonly kind: 'there'; readonly samples: CurveSamples }
  | { readonly kind: 'reading' }
  /** They will not come: why, as the end of a sentence. */
  | { readonly kind: 'missing'; readonly why: string };

/** The curves of runs of the open project, read when they are asked for and kept as long as there is room. */
export interface CurveStore {
  /** Counts up whenever curves arrived or failed. */
  readonly version: Readonly<ShallowRef<number>>;
  /** Number of runs asked for whose curves have not arrived. */
  readonly waiting: Readonly<ShallowRef<number>>;
  /** The curves of a run that was asked for. Read `version` to be told when there is more. */
  state(runId: string): CurveState;
  /** Asks for the curves of these runs, in their order; those asked for before and not yet read are forgotten. */
  request(runIds: readonly string[]): void;
}

/** Runs read at once: reading them is the workbench's work, drawing them the page's. */
const AT_ONCE = 4;
/** Bytes of samples kept: some eight thousand runs of fifteen decades. */
const ROOM = 250e6;
/** Milliseconds between two redraws while curves arrive. */
const SHOW_REST = 400;

const NO_ROOM = 'there is no room for more curves in memory; filter the runs';

/** The curve store of a session. */
export function createCurveStore({ workbench, project }: Pick<Session, 'workbench' | 'project'>): CurveStore {
  const version = shallowRef(0);
  const waiting = shallowRef(0);
  /** Oldest use first. */
  let kept = new Map<string, CurveSamples>();
  let asked: ReadonlySet<string> = new Set();
  const failures = new Map<string, string>();
  const reading = new Set<string>();
  let bytes = 0;
  let wanted: readonly string[] = [];
  let shown: ReturnType<typeof setTimeout> | null = null;

  function tell(): void {
    shown ??= setTimeout(() => {
      shown = null;
      waiting.value = wanted.length + reading.size;
      version.value++;
    }, SHOW_REST);
  }

  /** Keeps samples where there is room, which those that are asked for no more have to make. */
  function keep(runId: string, { t, loss, gradientNorm, singularValues }: RunSamples): void {
    const samples = { t, loss, gradientNorm, singularValues };
    for (const [id, former] of kept) {
      if (bytes + sizeOf(samples) <= ROOM) break;
      if (asked.has(id)) continue;
      kept.delete(id);
      bytes -= sizeOf(former);
    }
    if (bytes + sizeOf(samples) > ROOM) {
      failures.set(runId, NO_ROOM);
      // What is still wanted would not fit either.
      for (const id of wanted) failures.set(id, NO_ROOM);
      wanted = [];
      return;
    }
    kept.set(runId, samples);
    bytes += sizeOf(samples);
  }

  async function read(): Promise<void> {
    const path = project.state.value?.path;
    for (;;) {
      const [runId, ...rest] = wanted;
      if (runId === undefined) break;
      wanted = rest;
      reading.add(runId);
      try {
        const { samples } = await workbench.readRun({ runId });
        if (path === project.state.value?.path) keep(runId, samples);
      } catch (error) {
        failures.set(runId, describeError(error).message);
      }
      reading.delete(runId);
      tell();
    }
  }

  watch(
    () => project.state.value?.path,
    () => {
      kept = new Map();
      asked = new Set();
      failures.clear();
      bytes = 0;
      wanted = [];
      tell();
    },
  );

  return {
    version,
    waiting,
    state(runId) {
      const samples = kept.get(runId);
      if (samples !== undefined) return { kind: 'there', samples };
      const why = failures.get(runId);
      return why === undefined ? { kind: 'reading' } : { kind: 'missing', why };
    },
    request(runIds) {
      asked = new Set(runIds);
      for (const runId of runIds) {
        const samples = kept.get(runId);
        if (samples !== undefined) {
          kept.delete(runId);
          kept.set(runId, samples);
        }
        // Fewer runs may be asked for now: there may be room.
        if (failures.get(runId) === NO_ROOM) failures.delete(runId);
      }
      wanted = runIds.filter((id) => !kept.has(id) && !failures.has(id) && !reading.has(id));
      while (reading.size < AT_ONCE && wanted.length > 0) void read();
      waiting.value = wanted.length + reading.size;
    },
  };
}

function sizeOf(samples: CurveSamples): number {
  return Object.values(samples).reduce<number>((sum, { byteLength }: Float64Array) => sum + byteLength, 0);
}
