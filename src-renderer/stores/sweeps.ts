import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { WorkbenchError } from '@shared/contract/errors';
import type { SweepJob } from '@shared/contract/job';
import type { FailedRun, SweepEstimate } from '@shared/contract/sweep';
import type { InputProblem } from '@shared/model/input-problem';
import type { SweepAxis, SweepSpec } from '@shared/model/sweep';
import { axisValuesOf } from '@shared/numerics/sweep/axis-values';
import type { SweepFactors } from '../sweep/sweep-cost';
import { freeId } from './documents';
import { isActive } from './jobs';
import { oncePerSession } from './once-per-session';
import type { Session } from './session';

/** The sweeps of the open project: which one is looked at, what it would cost, and how far it is. */
export interface SweepStore {
  /** The sweep that is looked at; null for none. */
  readonly selected: ComputedRef<SweepSpec | null>;
  /** How many values, targets, seeds and flows it combines; null while an axis has no values. */
  readonly factors: ComputedRef<SweepFactors | null>;
  /** What keeps it from running; empty when it can, and while that is being found out. */
  readonly problems: Readonly<ShallowRef<readonly InputProblem[]>>;
  /** Its cost; null while it is being found out. */
  readonly estimate: Readonly<ShallowRef<SweepEstimate | null>>;
  /** Its runs that failed when they were last tried. */
  readonly failed: Readonly<ShallowRef<readonly FailedRun[]>>;
  /** Whether the user has asked for its failed runs from elsewhere; their list comes into view and takes it back. */
  readonly failedAreWanted: ShallowRef<boolean>;
  select(id: string): void;
  /** Makes a sweep over the selected experiment, with ten seeds where it starts from one, and selects it. */
  create(axes?: readonly SweepAxis[]): void;
  /**
   * Makes an axis of a sweep over the selected experiment: of the selected sweep where that is one which was begun in this
   * window and never started, in place of its own axis over that field; else of a new one.
   */
  addAxis(axis: SweepAxis): void;
  /** Whether anybody looks at the selected sweep. Only then its cost is asked for: that takes a few runs. */
  lookAt(isLookedAt: boolean): void;
  /** Changes the selected sweep, undoable; edits with one `gesture` are one step. */
  edit(label: string, change: Partial<SweepSpec>, gesture?: string): void;
  remove(id: string): void;
  /** The newest job of a sweep; null for none. */
  jobOf(sweepId: string): SweepJob | null;
  /** Queues what is missing of a sweep, or also what failed; one that rests goes on. */
  start(sweepId: string, rerunFailed: boolean): Promise<void>;
}

/** Milliseconds without an edit after which a sweep is laid out and its cost asked for. */
const REST = 300;

/** The sweep store of a session. */
export function createSweepStore(
  session: Pick<Session, 'workbench' | 'project' | 'jobs' | 'notices'>,
): SweepStore {
  const { workbench, project, jobs, notices } = session;
  const selectedId = project.selection.idOf('sweep');
  const problems = shallowRef<readonly InputProblem[]>([]);
  const estimate = shallowRef<SweepEstimate | null>(null);
  const failed = shallowRef<readonly FailedRun[]>([]);
  const failedAreWanted = shallowRef(false);
  const isLookedAt = shallowRef(false);
  /** Sweeps begun in this window and not started yet. */
  const drafts = new Set<string>();

  const selected = computed(
    () => project.documents.value?.sweeps.find(({ id }) => id === selectedId.value) ?? null,
  );
  const experiment = computed(
    () => project.documents.value?.experiments.find(({ id }) => id === selected.value?.experimentId) ?? null,
  );
  const job = computed(() => (selectedId.value === null ? null : jobOf(selectedId.value)));

  const factors = computed((): SweepFactors | null => {
    if (!selected.value || !experiment.value) return null;
    const { axes, targetIds, seeds } = selected.value;
    try {
      return {
        axes: axes.map((axis) => axisValuesOf(axis).length),
        targets: Math.max(1, targetIds.length),
        seeds: seeds?.count ?? 1,
        flows: experiment.value.flows.length,
      };
    } catch {
      return null;
    }
  });

  let asked = 0;
  /** Asks what the selected sweep would cost; the same question tells what keeps it from running. */
  async function lookInto(): Promise<void> {
    const question = ++asked;
    const sweep = selected.value;
    if (!sweep || project.state.value === null) return;
    try {
      // The experiment and its targets must be there as they are shown here.
      await project.settled();
      const answer = await workbench.estimateSweep(sweep);
      if (question !== asked) return;
      estimate.value = answer;
      problems.value = [];
    } catch (error) {
      // A newer question ends an older one; only the newest may complain.
      if (question !== asked) return;
      estimate.value = null;
      if (error instanceof WorkbenchError && error.problems.length > 0) problems.value = error.problems;
      else if (error instanceof WorkbenchError && error.code === 'not-found') {
        problems.value = [{ field: 'experiment', cause: error.message, remedy: error.remedy }];
      } else notices.showError(error);
    }
  }

  let rest: ReturnType<typeof setTimeout> | undefined;
  function lookIntoSoon(): void {
    asked++;
    clearTimeout(rest);
    if (selected.value && isLookedAt.value) rest = setTimeout(() => void lookInto(), REST);
  }
  /** What the cost depends on, as text: documents come back from being saved as other objects that say the same. */
  const question = computed(() =>
    isLookedAt.value
      ? JSON.stringify([selected.value, experiment.value, project.documents.value?.targets])
      : null,
  );
  let lookedInto: string | null = null;
  watch(
    question,
    (text) => {
      // Nobody looks, or looks again at what has its answer.
      if (text === null || text === lookedInto) return;
      lookedInto = text;
      estimate.value = null;
      lookIntoSoon();
    },
    { immediate: true },
  );
  // What is sealed costs nothing any more.
  watch(
    () => job.value !== null && isActive(job.value),
    (active, before) => {
      if (!before || active) return;
      if (estimate.value && job.value) estimate.value = { ...estimate.value, sealed: job.value.sealed };
      lookIntoSoon();
    },
  );

  function takeFailed(runs: readonly FailedRun[]): void {
    failed.value = runs;
    // A list that is not there cannot come into view, and shall not when there is one some other day.
    if (runs.length === 0) failedAreWanted.value = false;
  }
  /** Asks which runs of the selected sweep failed; an unsaved one has none. */
  async function readFailed(): Promise<void> {
    const sweepId = selected.value?.id;
    if (sweepId === undefined) return;
    try {
      await project.settled();
      const answer = await workbench.readSweep({ sweepId });
      if (selected.value?.id === sweepId) takeFailed(answer.failed);
    } catch {
      // What keeps it from being laid out is among the problems already.
      takeFailed([]);
    }
  }
  // Also when the sweep has changed: what failed of it may be no run of it any more.
  watch(
    [() => selected.value?.id, () => job.value?.failedRuns ?? 0, estimate],
    ([, count]) => {
      if (count === 0) takeFailed([]);
      else void readFailed();
    },
    { immediate: true },
  );

  function jobOf(sweepId: string): SweepJob | null {
    const found = jobs.jobs.value.findLast((one) => one.kind === 'sweep' && one.sweepId === sweepId);
    return found?.kind === 'sweep' ? found : null;
  }

  function create(axes: readonly SweepAxis[] = []): void {
    const documents = project.documents.value;
    const base = project.experiment.value;
    if (!documents || !base) return;
    const sweep: SweepSpec = {
      id: freeId(`${base.id.slice(0, 50)}-sweep`, documents.sweeps),
      name: `Sweep of ${base.name}`.slice(0, 200),
      experimentId: base.id,
      axes,
      targetIds: [],
      seeds: base.start.kind === 'haar' ? { first: base.start.seed, count: 10 } : null,
      keep: 'trajectory',
    };
    project.edit('new sweep', [{ kind: 'sweep', id: sweep.id, document: sweep }]);
    drafts.add(sweep.id);
    selectedId.value = sweep.id;
  }

  function edit(label: string, change: Partial<SweepSpec>, gesture?: string): void {
    const sweep = selected.value;
    if (!sweep) return;
    project.edit(label, [{ kind: 'sweep', id: sweep.id, document: { ...sweep, ...change } }], gesture);
  }

  return {
    selected,
    factors,
    problems,
    estimate,
    failed,
    failedAreWanted,
    select: (id) => (selectedId.value = id),
    create,
    addAxis(axis) {
      const sweep = selected.value;
      const isOpen = sweep && drafts.has(sweep.id) && sweep.experimentId === project.experiment.value?.id;
      if (!isOpen) create([axis]);
      else edit('add an axis', { axes: [...sweep.axes.filter(({ field }) => field !== axis.field), axis] });
    },
    lookAt: (looked) => (isLookedAt.value = looked),
    edit,
    remove: (id) => project.edit('delete sweep', [{ kind: 'sweep', id, document: null }]),
    jobOf,
    async start(sweepId, rerunFailed) {
      drafts.delete(sweepId);
      try {
        await project.settled();
        jobs.adopt([await workbench.startSweep({ sweepId, rerunFailed })]);
      } catch (error) {
        notices.showError(error);
      }
    },
  };
}

/** The sweep store of this window's session. */
export const useSweeps = oncePerSession(createSweepStore);
