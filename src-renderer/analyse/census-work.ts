import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { JudgedRun } from '@shared/numerics/landscape/run-ending';
import type { FinalCensus } from '@shared/numerics/statistics/final-census';
import type { AskWorker, ReportProgress } from './ask-worker';

/** The critical points that the runs of one landscape ended in; members are positions in `landscape.runs`. */
export interface FoundCensus {
  readonly landscape: LandscapeRuns;
  readonly census: FinalCensus;
}

/** What a census is taken of: runs, all of which have been judged. */
export interface CensusInput {
  readonly landscapes: readonly LandscapeRuns[];
  readonly judged: ReadonlyMap<string, JudgedRun>;
}

/** Groups the ends of runs into critical points, landscape by landscape. */
export async function takeCensus(
  { landscapes, judged }: CensusInput,
  ask: AskWorker,
  report: ReportProgress,
): Promise<readonly FoundCensus[]> {
  const found: FoundCensus[] = [];
  for (const landscape of landscapes) {
    const { link, flow, studentWidth, runs } = landscape;
    const ends = runs.map(({ runId }) => judged.get(runId) ?? { point: null, rests: false });
    const question = { link, flow, studentWidth, ends };
    found.push({ landscape, census: await ask((worker) => worker.censusOfEnds(question)) });
    report(found.length, landscapes.length);
  }
  return found;
}
