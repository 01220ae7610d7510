import type { RunOutcome } from '../../model/run';
import { CLASSIFICATION_RULES } from '../critical/classify';
import { criticalPointNear, restsIn, type CriticalPoint, type EndRules } from '../critical/critical-end';
import type { Landscape } from '../critical/landscape';
import { POLISH_RULES } from '../critical/polish';
import type { RunEnding } from '../statistics/outcome-rates';

/** Rules by which the end of a run is judged. */
export interface EndingRules extends EndRules {
  /** A run whose loss is above the least possible one by at most this fraction of ½‖f*‖² has succeeded. */
  readonly successFraction: number;
}

/** Defaults. */
export const ENDING_RULES: EndingRules = {
  successFraction: 1e-3,
  polish: POLISH_RULES,
  classification: CLASSIFICATION_RULES,
};

/** What of a run its ending is read from. */
export type EndedRun = Pick<RunOutcome, 'finalLoss' | 'finalOverlap' | 'plateaus'>;

/** How a run ended, and at which critical point. */
export interface JudgedRun {
  readonly ending: RunEnding;
  /** The critical point within reach of its last state; null when there is none. */
  readonly point: CriticalPoint | null;
}

/**
 * How a run ended, by the Hessian of the critical point it rests in, not by its loss alone (theory.md §10.8). What it takes
 * to rest in a degenerate point, to come closer to it, is read off the middle of the last plateau.
 */
export function judgeRun(landscape: Landscape, run: EndedRun, rules: EndingRules = ENDING_RULES): JudgedRun {
  const near = criticalPointNear(landscape, Float64Array.from(run.finalOverlap), rules);
  const point = near?.point ?? null;
  const excess = run.finalLoss - landscape.leastLoss;
  if (excess <= (rules.successFraction * landscape.signal) / 2) return { ending: 'success', point };
  const cameCloser = (): boolean => {
    const earlier = earlierOverlap(run);
    const before = earlier && criticalPointNear(landscape, earlier, rules);
    return before?.point.kind === 'degenerate' && near !== null && near.distance < before.distance;
  };
  const rests = near !== null && near.point.kind !== 'saddle' && restsIn(near, cameCloser);
  return { ending: rests ? 'trapped' : 'unfinished', point };
}

/** The overlap half way (in log time) through the plateau the run ended on; null when it ended on none. */
export function earlierOverlap({ plateaus }: Pick<EndedRun, 'plateaus'>): Float64Array | null {
  const last = plateaus[plateaus.length - 1];
  return last?.open === true ? Float64Array.from(last.overlap) : null;
}
