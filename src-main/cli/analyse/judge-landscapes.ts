import { judgeRuns } from '@shared/ensembles/judge-runs';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { LeftOutRuns } from '@shared/ensembles/left-out';
import { InvalidInputError } from '@shared/model/input-problem';
import type { RunEnding } from '@shared/numerics/statistics/outcome-rates';
import type { WorkSteps } from './work-steps';

/** Runs judged in one step: some tens of milliseconds of work. */
const BATCH = 50;

/** Judges how runs ended and notes it in `endings`; answers those that cannot be judged, and why. */
export async function judgeLandscapes(
  landscapes: readonly LandscapeRuns[],
  successFraction: number,
  endings: Map<string, RunEnding>,
  steps: WorkSteps,
): Promise<readonly LeftOutRuns[]> {
  const total = landscapes.reduce((sum, { runs }) => sum + runs.length, 0);
  const unjudged: LeftOutRuns[] = [];
  let before = 0;
  for (const { link, flow, studentWidth, runs } of landscapes) {
    try {
      for (let first = 0; first < runs.length; first += BATCH) {
        await steps.next('judging how runs ended', before + first, total);
        const batch = runs.slice(first, first + BATCH);
        const judged = judgeRuns({ link, flow, studentWidth, runs: batch }, successFraction);
        batch.forEach(({ runId }, i) => {
          const one = judged[i];
          if (one) endings.set(runId, one.ending);
        });
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      unjudged.push({ why: `from the rates only: ${error.message}`, runIds: runs.map(({ runId }) => runId) });
    }
    before += runs.length;
  }
  return unjudged;
}
