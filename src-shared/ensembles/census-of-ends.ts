import type { FinalRest } from '../numerics/landscape/run-ending';
import { finalCensus, type FinalCensus } from '../numerics/statistics/final-census';
import { knownLandscape, type LandscapeSpec } from './judge-runs';

/** The ends of runs on one landscape. */
export interface EndsOnLandscape extends LandscapeSpec {
  readonly ends: readonly FinalRest[];
}

/** The critical points that runs on one landscape ended in. For a worker. */
export function censusOfEnds({ ends, ...spec }: EndsOnLandscape): FinalCensus {
  return finalCensus(knownLandscape(spec), ends);
}
