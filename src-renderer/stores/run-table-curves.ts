import { shallowRef, watch, type ShallowRef } from 'vue';
import type { RunSamples } from '@shared/model/run';
import type { Session } from './session';

/** The curves of runs of the open project, read when they are asked for and kept as long as there is room. */
export interface CurveStore {
  /** Counts up whenever curves arrived or failed. */
  readonly version: Readonly<ShallowRef<number>>;
  /** Number of runs asked for whose curves have not arrived. */
  readonly waiting: Readonly<ShallowRef<number>>;
  /** The curves of a run; undefined before they arrived. Read `version` to be told when they do. */
  samples(runId: string): RunSamples | undefined;
  /** Asks for the curves of these runs, in their order; those asked for before and not yet read are forgotten. */
  request(runIds: readonly string[]): void;
}

/** Runs read at once: reading them is the workbench's work, drawing them the page's. */
const AT_ONCE = 4;
/** Bytes of samples kept. */
const ROOM = 200e6;
/** Milliseconds between two redraws while curves arrive. */
const SHOW_REST = 150;

/** The curve store of a session. */
export function createCurveStore({
  workbench,
  project,
  notices,
}: Pick<Session, 'workbench' | 'project' | 'notices'>): CurveStore {
  const version = shallowRef(0);
  const waiting = shallowRef(0);
  /** Oldest use first. */
  let kept = new Map<string, RunSamples>();
  const failed = new Set<string>();
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

  function keep(runId: string, samples: RunSamples): void {
    kept.set(runId, samples);
    bytes += sizeOf(samples);
    for (const [oldest, former] of kept) {
      if (bytes <= ROOM || oldest === runId) break;
      kept.delete(oldest);
      bytes -= sizeOf(former);
    }
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
        failed.add(runId);
        notices.showError(error);
      }
      reading.delete(runId);
      tell();
    }
  }

  watch(
    () => project.state.value?.path,
    () => {
      kept = new Map();
      failed.clear();
      bytes = 0;
      wanted = [];
      tell();
    },
  );

  return {
    version,
    waiting,
    samples: (runId) => kept.get(runId),
    request(runIds) {
      for (const runId of runIds) {
        const samples = kept.get(runId);
        if (samples === undefined) continue;
        kept.delete(runId);
        kept.set(runId, samples);
      }
      wanted = runIds.filter((id) => !kept.has(id) && !failed.has(id) && !reading.has(id));
      while (reading.size < AT_ONCE && wanted.length > 0) void read();
      waiting.value = wanted.length + reading.size;
    },
  };
}

function sizeOf(samples: RunSamples): number {
  return Object.values(samples).reduce<number>((sum, { byteLength }: Float64Array) => sum + byteLength, 0);
}
