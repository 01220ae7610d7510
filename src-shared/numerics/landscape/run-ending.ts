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

/** Where a run stood at its end. */
export interface FinalState {
  /** Overlap M at the end, r × q row-major. */
  readonly M: Float64Array;
  /** Overlap well before the end, in the same stretch of rest; null when it was not kept. */
  readonly earlier: Float64Array | null;
}

/** The critical point at the end of a run. */
export interface FinalRest {
  /** The one within reach of the last state; null when there is none. */
  readonly point: CriticalPoint | null;
  /** Whether the run has come to rest there, rather than passing by. */
  readonly rests: boolean;
}

/**
 * Where a run came to rest, by the rules of `restsIn`: in a minimum always, in a saddle only when it stands on it, in a
 * degenerate point, such as a half-stable equator, when it came closer to it since the `earlier` state (theory.md §10.7–10.9).
 */
export function finalRest(
  landscape: Landscape,
  { M, earlier }: FinalState,
  rules: EndRules = ENDING_RULES,
): FinalRest {
  const near = criticalPointNear(landscape, M, rules);
  if (near === null) return { point: null, rests: false };
  const cameCloser = (): boolean => {
    const before = earlier && criticalPointNear(landscape, earlier, rules);
    return before?.point.kind === 'degenerate' && near.distance < before.distance;
  };
  return { point: near.point, rests: restsIn(near, cameCloser) };
}

/** What of a run its ending is read from. */
export type EndedRun = Pick<RunOutcome, 'finalLoss' | 'finalOverlap' | 'plateaus'>;

/** How a run ended, and at which critical point. */
export interface JudgedRun extends FinalRest {
  readonly ending: RunEnding;
}

/**
 * How a run ended: by its loss where that is the least possible one, else by the Hessian of the critical point it rests in
 * (theory.md §10.8). A run on a saddle, from which rounding will free it, is unfinished, as is one that is on its way.
 */
export function judgeRun(landscape: Landscape, run: EndedRun, rules: EndingRules = ENDING_RULES): JudgedRun {
  const state = { M: Float64Array.from(run.finalOverlap), earlier: earlierOverlap(run) };
  const rest = finalRest(landscape, state, rules);
  const excess = run.finalLoss - landscape.leastLoss;
  if (excess <= (rules.successFraction * landscape.signal) / 2) return { ...rest, ending: 'success' };
  const trapped = rest.rests && rest.point?.kind !== 'saddle';
  return { ...rest, ending: trapped ? 'trapped' : 'unfinished' };
}

/** The overlap half way (in log time) through the plateau the run ended on; null when it ended on none. */
function earlierOverlap({ plateaus }: Pick<EndedRun, 'plateaus'>): Float64Array | null {
  const last = plateaus[plateaus.length - 1];
  return last?.open === true ? Float64Array.from(last.overlap) : null;
}
