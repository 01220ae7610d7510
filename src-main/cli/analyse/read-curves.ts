import { errorText } from '@main/launch/error-text';
import type { Session } from '@main/workbench/session/session';
import type { RunRow } from '@shared/contract/run-listing';
import { leftOutRuns, type LeftOutRuns } from '@shared/ensembles/left-out';
import type { Quantity } from '@shared/ensembles/quantities';
import { curveOfRun, isDrawn, type RunCurve } from '@shared/ensembles/run-curve';
import type { WorkSteps } from './work-steps';

/** The curves of runs, at their true times. */
export interface ReadCurves {
  readonly curves: ReadonlyMap<string, RunCurve>;
  /** Runs that have no such curve. */
  readonly without: readonly LeftOutRuns[];
  /** Runs whose curves could not be read or computed again. */
  readonly failed: readonly LeftOutRuns[];
}

/** Reads the curves of one quantity, as many at once as there are solvers; those that were not kept are computed again. */
export async function readCurves(
  session: Session,
  runs: readonly RunRow[],
  quantity: Quantity,
  steps: WorkSteps,
): Promise<ReadCurves> {
  const { solverProcesses } = await session.describe();
  const summaries = runs.filter(({ kept }) => kept === 'summary').length;
  if (summaries > 0)
    console.error(`Computing the curves of ${summaries} runs again: only summaries were kept.`);
  const curves = new Map<string, RunCurve>();
  const without: { why: string; runId: string }[] = [];
  const failed: { why: string; runId: string }[] = [];
  const waiting = runs[Symbol.iterator]();
  const read = async (): Promise<void> => {
    // The iterator is shared: each run is read once.
    for (const run of waiting) {
      await steps.next('reading curves', curves.size + without.length + failed.length, runs.length);
      const { runId } = run;
      try {
        const { samples } = await session.readRun({ runId });
        const curve = curveOfRun(run, samples, quantity);
        if (isDrawn(curve)) curves.set(runId, curve);
        else without.push({ why: curve.why, runId });
      } catch (error) {
        failed.push({ why: errorText(error), runId });
      }
    }
  };
  await Promise.all(Array.from({ length: solverProcesses }, read));
  return { curves, without: leftOutRuns(without), failed: leftOutRuns(failed) };
}
