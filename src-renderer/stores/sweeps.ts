import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { SweepJob } from '@shared/contract/job';
import type { SweepEstimate, SweepRuns } from '@shared/contract/sweep';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { SweepSpec } from '@shared/model/sweep';
import { axisValues } from '@shared/numerics/sweep/axis-values';
import { planSweep } from '@shared/numerics/sweep/plan-sweep';
import { freeId } from './documents';
import { isActive } from './jobs';
import { oncePerSession } from './once-per-session';
import type { Session } from './session';
import type { SweepFactors } from '../sweep/sweep-cost';

/** The sweeps of the open project: which one is looked at, what it would cost, and how far it is. */
export interface SweepStore {
  /** The sweep that is looked at; null for none. */
  readonly selected: ComputedRef<SweepSpec | null>;
  /** How many values, targets, seeds and flows it combines; null while an axis has no values. */
  readonly factors: ComputedRef<SweepFactors | null>;
  /** What keeps it from running; empty when it can. */
  readonly problems: Readonly<ShallowRef<readonly InputProblem[]>>;
  /** Its cost; null while it is being found out. */
  readonly estimate: Readonly<ShallowRef<SweepEstimate | null>>;
  /** Its runs, as far as they were asked for last; null before. */
  readonly runs: Readonly<ShallowRef<SweepRuns | null>>;
  select(id: string): void;
  /** Makes a sweep over the selected experiment, with ten seeds where it starts from one, and selects it. */
  create(): void;
  /** Changes the selected sweep, undoable; edits with one `gesture` are one step. */
  edit(label: string, change: Partial<SweepSpec>, gesture?: string): void;
  remove(id: string): void;
  /** The newest job of a sweep; null for none. */
  jobOf(sweepId: string): SweepJob | null;
  /** Queues what is missing of a sweep, or also what failed. */
  start(sweepId: string, rerunFailed: boolean): Promise<void>;
}

/** Milliseconds without an edit after which a sweep is laid out and its cost asked for. */
const REST = 250;
/** Milliseconds between two questions for the state of a sweep that runs. */
const RUNS_REST = 1000;

/** The sweep store of a session. */
export function createSweepStore(
  session: Pick<Session, 'workbench' | 'project' | 'jobs' | 'notices'>,
): SweepStore {
  const { workbench, project, jobs, notices } = session;
  const selectedId = project.selection.idOf('sweep');
  const problems = shallowRef<readonly InputProblem[]>([]);
  const estimate = shallowRef<SweepEstimate | null>(null);
  const runs = shallowRef<SweepRuns | null>(null);

  const selected = computed(
    () => project.documents.value?.sweeps.find(({ id }) => id === selectedId.value) ?? null,
  );

  const experiment = computed(
    () => project.documents.value?.experiments.find(({ id }) => id === selected.value?.experimentId) ?? null,
  );

  const factors = computed((): SweepFactors | null => {
    if (!selected.value || !experiment.value) return null;
    const { axes, targetIds, seeds } = selected.value;
    try {
      return {
        axes: axes.map(({ values }) => axisValues(values).length),
        targets: Math.max(1, targetIds.length),
        seeds: seeds?.count ?? 1,
        flows: experiment.value.flows.length,
      };
    } catch {
      return null;
    }
  });

  function findProblems(): readonly InputProblem[] {
    if (!selected.value) return [];
    if (!experiment.value) {
      const cause = 'is not in the project any more';
      return [{ field: 'experimentId', cause, remedy: 'Choose another experiment' }];
    }
    try {
      planSweep(selected.value, experiment.value, project.documents.value?.targets ?? []);
      return [];
    } catch (error) {
      if (error instanceof InvalidInputError) return error.problems;
      throw error;
    }
  }

  let asked = 0;
  async function lookInto(): Promise<void> {
    const sweep = selected.value;
    problems.value = findProblems();
    const question = ++asked;
    if (!sweep || problems.value.length > 0 || project.state.value === null) return;
    try {
      const answer = await workbench.estimateSweep(sweep);
      if (question === asked) estimate.value = answer;
    } catch (error) {
      // A newer question ends an older one; only the newest may complain.
      if (question === asked) notices.showError(error);
    }
  }

  let rest: ReturnType<typeof setTimeout> | undefined;
  watch([selected, experiment, () => project.documents.value?.targets], ([sweep], [former]) => {
    if (sweep?.id !== former?.id) runs.value = null;
    estimate.value = null;
    asked++;
    clearTimeout(rest);
    if (sweep) rest = setTimeout(() => void lookInto(), REST);
  });

  let reading = false;
  /** Asks how the runs of the selected sweep stand; an unsaved one has none. */
  async function readRuns(): Promise<void> {
    const sweepId = selected.value?.id;
    if (reading || sweepId === undefined) return;
    reading = true;
    try {
      await project.settled();
      const answer = await workbench.readSweep({ sweepId });
      if (selected.value?.id === sweepId) runs.value = answer;
    } catch {
      // What keeps it from being laid out is among the problems already.
      runs.value = null;
    } finally {
      reading = false;
    }
  }

  let runsRest: ReturnType<typeof setTimeout> | undefined;
  watch([() => selected.value?.id, () => jobOf(selectedId.value ?? ''), estimate], ([id]) => {
    if (id === undefined) return;
    runsRest ??= setTimeout(() => {
      runsRest = undefined;
      void readRuns();
    }, RUNS_REST);
  });

  function jobOf(sweepId: string): SweepJob | null {
    const job = jobs.jobs.value.findLast((one) => one.kind === 'sweep' && one.sweepId === sweepId);
    return job?.kind === 'sweep' ? job : null;
  }

  return {
    selected,
    factors,
    problems,
    estimate,
    runs,
    select: (id) => (selectedId.value = id),
    create() {
      const documents = project.documents.value;
      const base = project.experiment.value;
      if (!documents || !base) return;
      const sweep: SweepSpec = {
        id: freeId(`${base.id}-sweep`, documents.sweeps),
        name: `Sweep of ${base.name}`,
        experimentId: base.id,
        axes: [],
        targetIds: [],
        seeds: base.start.kind === 'haar' ? { first: base.start.seed, count: 10 } : null,
        keep: 'trajectory',
      };
      project.edit('New sweep', [{ kind: 'sweep', id: sweep.id, document: sweep }]);
      selectedId.value = sweep.id;
    },
    edit(label, change, gesture) {
      const sweep = selected.value;
      if (!sweep) return;
      project.edit(label, [{ kind: 'sweep', id: sweep.id, document: { ...sweep, ...change } }], gesture);
    },
    remove(id) {
      project.edit('Delete sweep', [{ kind: 'sweep', id, document: null }]);
    },
    jobOf,
    async start(sweepId, rerunFailed) {
      try {
        await project.settled();
        const unfinished = jobOf(sweepId);
        if (unfinished && isActive(unfinished) && unfinished.status === 'paused' && !rerunFailed) {
          await workbench.resumeJob({ jobId: unfinished.id });
          return;
        }
        jobs.adopt([await workbench.startSweep({ sweepId, rerunFailed })]);
      } catch (error) {
        notices.showError(error);
      }
    },
  };
}

/** The sweep store of this window's session. */
export const useSweeps = oncePerSession(createSweepStore);
