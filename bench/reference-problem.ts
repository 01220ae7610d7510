import { performance } from 'node:perf_hooks';
import { plantedFlow } from '../src-shared/numerics/flow/planted-flow';
import type { FlowSystem } from '../src-shared/numerics/flow/flow-system';
import type { EventFunctions } from '../src-shared/numerics/integrator/events';
import { createIntegration } from '../src-shared/numerics/integrator/integration';
import type { IntegrationStatistics } from '../src-shared/numerics/integrator/integration-state';
import { createSingularValueSolver } from '../src-shared/numerics/linear-algebra/singular-values';
import { hermiteTable } from '../src-shared/numerics/link/hermite-table';

/**
 * The stiff reference problem of numerics.md §3.2: planted flow, r = q = 3, f* = h2(z1) + h3(z2) + h5(z3), overlaps of
 * d = 1e8, to t = 1e14.
 */
export const DIMENSION = 1e8;
export const HORIZON = 1e14;
export const ABSOLUTE_TOLERANCE = 1e-20;
export const ESCAPE_LEVEL = Math.SQRT1_2;
/** Degrees of the three directions. */
export const EXPONENTS = [2, 3, 5] as const;

export const LINK = hermiteTable(
  3,
  EXPONENTS.map((degree, i) => ({ beta: [0, 1, 2].map((axis) => (axis === i ? degree : 0)), c: 1 })),
);

/** A start I/√d, and one of the size of a Haar start whose second and third direction escape as well. */
export const DIAGONAL_START = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1).map((a) => a / Math.sqrt(DIMENSION));
export const HAAR_START = Float64Array.of(-0.71, 1.32, 0.24, 0.55, 0.88, -1.61, 1.05, -0.37, 0.865).map(
  (a) => a / Math.sqrt(DIMENSION),
);

/** The flow in the axes of the link. */
export function referenceFlow(start: Float64Array): FlowSystem {
  return plantedFlow(LINK, LINK, 'embedded', start);
}

/** Upward crossings of the escape level by the singular values of M. */
export function escapeEvents(flow: FlowSystem): EventFunctions {
  const solve = createSingularValueSolver(flow.r, flow.q);
  const M = new Float64Array(flow.r * flow.q);
  return {
    rules: Array.from({ length: Math.min(flow.r, flow.q) }, () => ({
      direction: 'up',
      terminal: false,
      reach: 0.1,
    })),
    evaluate(y, out) {
      flow.overlap(y, M);
      solve(M, out);
      for (let k = 0; k < out.length; k++) out[k] = out[k]! - ESCAPE_LEVEL;
    },
  };
}

/** A trajectory of the reference flow: the times of its escapes and what it took. */
export interface ReferenceTrajectory {
  readonly escapes: readonly number[];
  readonly statistics: IntegrationStatistics;
}

/** Integrates the reference flow to its horizon. Throws when it does not get there. */
export function integrateReference(flow: FlowSystem, relativeTolerance: number): ReferenceTrajectory {
  const escapes: number[] = [];
  const integration = createIntegration(flow, flow.initialState, {
    relativeTolerance,
    absoluteTolerance: ABSOLUTE_TOLERANCE,
    horizon: HORIZON,
    stepBudget: 1e5,
    events: escapeEvents(flow),
    onStep: (step) => {
      for (const event of step.events) escapes.push(event.time.high);
    },
  });
  while (!integration.advance(1000));
  if (integration.stopReason !== 'horizon') throw new Error(`stopped: ${integration.stopReason}`);
  return { escapes, statistics: integration.statistics };
}

/** Escape times to compare with: the closed form where there is one, else a run at rtol 1e-12. */
export function exactEscapes(flow: FlowSystem): readonly number[] {
  const M0 = flow.initialState;
  const diagonal = M0.every((m, i) => m === 0 || i % (flow.r + 1) === 0);
  return diagonal
    ? EXPONENTS.map((s, i) => plantedTime(s, M0[i * (flow.r + 1)]!, ESCAPE_LEVEL))
    : integrateReference(flow, 1e-12).escapes;
}

/** Relative errors of escape times, as text for a table, one column each. */
export function escapeErrors(
  escapes: readonly number[],
  exact: readonly number[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    exact.map((time, k) => {
      const found = escapes[k];
      return [
        `escape ${k + 1}`,
        found === undefined ? 'missed' : Math.abs(found / time - 1).toExponential(1),
      ];
    }),
  );
}

/** Wall times in milliseconds of so many repetitions, the first of which does not count. */
export function wallTimes(repetitions: number, work: () => void): readonly number[] {
  work();
  return Array.from({ length: repetitions }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  });
}

/** Time from m0 to m1 of m' = s m^(s−1)(1 − m²) (theory.md §7.1). */
function plantedTime(s: number, m0: number, m1: number): number {
  return (primitive(s, m1) - primitive(s, m0)) / s;
}

function primitive(s: number, m: number): number {
  if (s === 1) return Math.atanh(m);
  if (s === 2) return Math.log((m * m) / (1 - m * m)) / 2;
  return primitive(s - 2, m) - m ** (2 - s) / (s - 2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
