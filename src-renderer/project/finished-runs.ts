import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import { coverCurves, type CoverCurve } from '@shared/figure/cover-curves';
import type { Session } from '../stores/session';

/** What is finished of an experiment, and a small picture of it. */
export interface FinishedRuns {
  /** Runs that are sealed, of the experiment's flows. */
  readonly count: number;
  readonly curves: readonly CoverCurve[];
}

/** Size of the pictures, in CSS px. */
export const SKETCH = { width: 132, height: 40 } as const;

/** Experiments whose curves are drawn; of more, only the runs are counted. */
const MOST_DRAWN = 24;

/** The finished runs of the project's experiments by id, kept up to date while the component lives. */
export function useFinishedRuns({
  project,
  workbench,
}: Pick<Session, 'project' | 'workbench'>): Readonly<ShallowRef<ReadonlyMap<string, FinishedRuns>>> {
  const finished = shallowRef<ReadonlyMap<string, FinishedRuns>>(new Map());
  let round = 0;

  async function readExperiment(experimentId: string, drawn: boolean): Promise<FinishedRuns> {
    const ids = (await workbench.findRuns({ experimentId })).filter((id) => id !== null);
    if (!drawn || ids.length === 0) return { count: ids.length, curves: [] };
    const runs = await Promise.all(ids.map((runId) => workbench.readRun({ runId })));
    return { count: ids.length, curves: coverCurves(runs, SKETCH.width, SKETCH.height) };
  }

  async function read(): Promise<void> {
    const of = ++round;
    const experiments = project.documents.value?.experiments ?? [];
    for (const [i, { id }] of experiments.entries()) {
      // An experiment that cannot be run as it stands has no runs.
      const found = await readExperiment(id, i < MOST_DRAWN).catch(() => ({ count: 0, curves: [] }));
      if (of !== round) return;
      finished.value = new Map(finished.value).set(id, found);
    }
  }

  watch(
    [() => project.state.value?.path, () => project.state.value?.runCount, () => project.saving.value],
    ([path], [former]) => {
      if (path !== former) finished.value = new Map();
      if (!project.saving.value) void read();
    },
    { immediate: true },
  );
  onBeforeUnmount(() => round++);
  return finished;
}
