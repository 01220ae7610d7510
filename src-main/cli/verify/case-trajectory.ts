import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import type { JointFlow } from '@shared/numerics/flow/joint-flow';
import type { AcceptedStep } from '@shared/numerics/integrator/accepted-step';
import type { EventFunctions } from '@shared/numerics/integrator/events';
import { createIntegration } from '@shared/numerics/integrator/integration';
import { createSingularValueSolver } from '@shared/numerics/linear-algebra/singular-values';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';

/** The reference answers hold to about 1e-11; the integration must not be what limits the comparison. */
const RELATIVE_TOLERANCE = 1e-12;
const ABSOLUTE_TOLERANCE = 1e-24;
const STEP_BUDGET = 1_000_000;

/** State of a flow at one time. */
export interface TrajectoryPoint {
  /** r × q, row-major. */
  readonly M: Float64Array;
  /** Descending. */
  readonly sigma: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  /** The student link; null where the flow has none of its own. */
  readonly studentLink: HermiteTable | null;
}

/** Asks for the first time singular value number `k` (1-based, largest first) reaches `sigma`. */
export interface HittingQuery {
  readonly k: number;
  readonly sigma: number;
}

/** Answers to the queries, in their order. */
export interface CaseTrajectory {
  readonly points: readonly TrajectoryPoint[];
  /** 0 when the start is there already, null when it does not happen up to the horizon. */
  readonly hittingTimes: readonly (number | null)[];
}

/**
 * Integrates a flow and reads it off at given times (any order, ≥ 0) and hitting events up to `horizon`. Throws Error
 * with the stop reason when the integration does not get there.
 */
export function computeTrajectory(
  flow: FlowSystem | JointFlow,
  times: readonly number[],
  hitting: readonly HittingQuery[],
  horizon: number,
): CaseTrajectory {
  const observe = createObserver(flow);
  const points = times.map(() => observe(flow.initialState));
  const sigma0 = observe(flow.initialState).sigma;
  const hittingTimes = hitting.map(({ k, sigma }): number | null =>
    (sigma0[k - 1] ?? 0) >= sigma ? 0 : null,
  );
  const state = new Float64Array(flow.size);

  const onStep = (step: AcceptedStep): void => {
    times.forEach((t, i) => {
      const theta = (t - step.time.high - step.time.low) / step.h;
      if (theta <= 0 || theta > 1) return;
      step.interpolate(theta, state);
      points[i] = observe(state);
    });
    for (const event of step.events) hittingTimes[event.rule] ??= event.time.high;
  };
  if (horizon > 0) {
    const integration = createIntegration(flow, flow.initialState, {
      relativeTolerance: RELATIVE_TOLERANCE,
      absoluteTolerance: ABSOLUTE_TOLERANCE,
      horizon,
      stepBudget: STEP_BUDGET,
      events: hittingEvents(flow, hitting),
      onStep,
    });
    integration.advance(STEP_BUDGET + 1);
    const { stopReason, time } = integration;
    if (stopReason !== 'horizon' && stopReason !== 'stationary') {
      throw new Error(`the integration stopped at t = ${time.high} (${String(stopReason)})`);
    }
  }
  return { points, hittingTimes };
}

function createObserver(flow: FlowSystem | JointFlow): (y: Float64Array) => TrajectoryPoint {
  const solve = createSingularValueSolver(flow.r, flow.q);
  return (y) => {
    const M = new Float64Array(flow.r * flow.q);
    const sigma = new Float64Array(Math.min(flow.r, flow.q));
    flow.overlap(y, M);
    solve(M, sigma);
    const studentLink = 'studentLink' in flow ? flow.studentLink(y) : null;
    return { M, sigma, loss: flow.loss(y), gradientNorm: flow.gradientNorm(y), studentLink };
  };
}

function hittingEvents(flow: FlowSystem, hitting: readonly HittingQuery[]): EventFunctions {
  const solve = createSingularValueSolver(flow.r, flow.q);
  const M = new Float64Array(flow.r * flow.q);
  const sigma = new Float64Array(Math.min(flow.r, flow.q));
  return {
    rules: hitting.map(() => ({ direction: 'up', terminal: false })),
    evaluate(y, out) {
      flow.overlap(y, M);
      solve(M, sigma);
      hitting.forEach((query, i) => {
        out[i] = (sigma[query.k - 1] ?? 0) - query.sigma;
      });
    },
  };
}
