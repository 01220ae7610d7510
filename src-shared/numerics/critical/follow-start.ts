import type { StiefelMetric } from '../../model/experiment';
import type { FlowSystem } from '../flow/flow-system';
import { plantedFlow } from '../flow/planted-flow';
import { createIntegration } from '../integrator/integration';
import { CLASSIFICATION_RULES } from './classify';
import { criticalPointNear, restsIn, type CriticalPoint, type EndRules } from './critical-end';
import { plantedLandscape, type Landscape } from './landscape';
import { POLISH_RULES } from './polish';
import type { HermiteTable } from '../link/hermite-table';

/** Rules by which the end of a planted start is judged (theory.md §10.7–10.9). */
export interface FollowRules extends EndRules {
  /** The flow is followed to this time, and its end polished to a critical point. */
  readonly horizon: number;
  /**
   * Where that point is degenerate the flow is followed to this many horizons. It is a trap if the state comes closer to
   * the point meanwhile, as to a half-stable equator (m ~ −1/(3t) for h3), and unfinished if it moves away, as in a slow
   * escape.
   */
  readonly confirmation: number;
  readonly relativeTolerance: number;
}

/** Defaults of the rules that do not depend on link and dimension. */
export const FOLLOW_RULES: Omit<FollowRules, 'horizon'> = {
  confirmation: 10,
  relativeTolerance: 1e-7,
  polish: POLISH_RULES,
  classification: CLASSIFICATION_RULES,
};

/** Where a start ends: in a critical point, or on its way when time ran out. */
export interface StartEnd {
  /** Null when unfinished. */
  readonly point: CriticalPoint | null;
}

/**
 * Far below the overlaps 1/(3t) at an equator, so that the flow does not tunnel through it (theory.md §10.7), but above
 * the rounding of entries that have converged to 0, which no relative tolerance can control.
 */
const ABSOLUTE_TOLERANCE = 1e-14;
const STEP_BUDGET = 100_000;

/** Follows planted starts M(0) (r × q) of one pair of links; made once for many starts. */
export interface StartFollower {
  readonly landscape: Landscape;
  follow(start: Float64Array): StartEnd;
}

/** A follower of the planted flow. Throws InvalidInputError for links too dense. */
export function startFollower(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
  rules: FollowRules,
): StartFollower {
  const landscape = plantedLandscape(teacher, student);
  const flow = plantedFlow(teacher, student, metric, new Float64Array(teacher.r * student.r));

  function follow(start: Float64Array): StartEnd {
    const M = integrate(flow, start, rules.horizon, rules.relativeTolerance);
    const found = M && criticalPointNear(landscape, M, rules);
    if (M === null || found === null) return { point: null };
    return { point: restsIn(found, () => comesCloser(M, found.distance)) ? found.point : null };
  }

  /** Whether a state near a degenerate point is nearer to one later on. */
  function comesCloser(M: Float64Array, distance: number): boolean {
    const duration = (rules.confirmation - 1) * rules.horizon;
    const later = integrate(flow, M, duration, rules.relativeTolerance);
    const found = later && criticalPointNear(landscape, later, rules);
    return found?.point.kind === 'degenerate' && found.distance < distance;
  }

  return { landscape, follow };
}

/** The state at `duration` from `start`; null when the integration fails. */
function integrate(
  flow: FlowSystem,
  start: Float64Array,
  duration: number,
  relativeTolerance: number,
): Float64Array | null {
  const integration = createIntegration(flow, start, {
    relativeTolerance,
    absoluteTolerance: ABSOLUTE_TOLERANCE,
    horizon: duration,
    stepBudget: STEP_BUDGET,
  });
  integration.advance(STEP_BUDGET + 1);
  const { stopReason, state } = integration;
  return stopReason === 'horizon' || stopReason === 'stationary' ? state.slice() : null;
}
