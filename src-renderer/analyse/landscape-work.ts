import { isConnectionLoss } from '@shared/contract/errors';
import type { RunRow } from '@shared/contract/run-listing';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { RunRecord } from '@shared/model/run';
import { describeError } from '../stores/notices';
import type { AskWorker, ReportProgress } from './ask-worker';
import type { UnreadRun } from './found-runs';
import type { LandscapeView, Trajectory } from './landscape-view';

/** A landscape with trajectories on it. */
export interface FoundLandscape {
  readonly landscape: LandscapeRuns;
  readonly view: LandscapeView;
  /** Runs whose trajectories are drawn, in the order of the trajectories. */
  readonly runs: readonly RunRow[];
  /** Runs whose trajectories could not be had, and why, as the end of a sentence. */
  readonly undrawn: readonly UnreadRun[];
}

/** What is to be shown of a landscape. */
export interface LandscapeInput {
  readonly landscape: LandscapeRuns;
  readonly scale: number;
  /** Runs to be drawn on it. */
  readonly runs: readonly RunRow[];
}

/** Samples of a trajectory that are drawn at most. */
const MOST_SAMPLES = 700;

/** Shows a landscape with runs on it. A run kept as a summary is computed again for it. */
export async function showLandscape(
  { landscape, scale, runs }: LandscapeInput,
  readRun: (runId: string) => Promise<RunRecord>,
  ask: AskWorker,
  report: ReportProgress,
): Promise<FoundLandscape> {
  const trajectories: Trajectory[] = [];
  const drawn: RunRow[] = [];
  const undrawn: UnreadRun[] = [];
  for (const run of runs) {
    try {
      const { samples } = await readRun(run.runId);
      trajectories.push({ runId: run.runId, samples: thinned(samples) });
      drawn.push(run);
    } catch (error) {
      // Not a matter of this run: to be asked again.
      if (isConnectionLoss(error)) throw error;
      undrawn.push({ run, why: describeError(error).message });
    }
    report(drawn.length + undrawn.length, runs.length + 1);
  }
  const { link, flow, studentWidth } = landscape;
  const question = { link, flow, studentWidth, scale, trajectories };
  const view = await ask(async (worker): Promise<LandscapeView> => worker.landscapeView(question));
  return { landscape, view, runs: drawn, undrawn };
}

/** Every k-th sample and the last one, so that there are not more than can be seen. */
function thinned({ t, loss, overlap }: Trajectory['samples']): Trajectory['samples'] {
  const stride = Math.ceil(t.length / MOST_SAMPLES);
  if (stride <= 1) return { t, loss, overlap };
  const kept = [...t.keys()].filter((i) => i % stride === 0 || i === t.length - 1);
  const size = overlap.length / t.length;
  const matrices = new Float64Array(kept.length * size);
  kept.forEach((i, row) => matrices.set(overlap.subarray(i * size, (i + 1) * size), row * size));
  return {
    t: Float64Array.from(kept, (i) => t[i] ?? NaN),
    loss: Float64Array.from(kept, (i) => loss[i] ?? NaN),
    overlap: matrices,
  };
}
