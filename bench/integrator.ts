/**
 * Speed and accuracy of the integrator on the stiff reference problem of numerics.md §3.2: planted flow, r = q = 3,
 * f* = h2(z1) + h3(z2) + h5(z3), overlaps of d = 1e8, to t = 1e14 at rtol 1e-8. Prints a table; asserts nothing.
 */
import { performance } from 'node:perf_hooks';
import type { FlowSystem } from '../src-shared/numerics/flow/flow-system';
import { plantedFlow } from '../src-shared/numerics/flow/planted-flow';
import type { EventFunctions } from '../src-shared/numerics/integrator/events';
import { createIntegration, type IntegrationStatistics } from '../src-shared/numerics/integrator/integration';
import { createSingularValueSolver } from '../src-shared/numerics/linear-algebra/singular-values';
import { hermiteTable } from '../src-shared/numerics/link/hermite-table';

const DIMENSION = 1e8;
const HORIZON = 1e14;
const RELATIVE_TOLERANCE = 1e-8;
const REPETITIONS = 101;
const ESCAPE_LEVEL = Math.SQRT1_2;

const LINK = hermiteTable(3, [
  { beta: [2, 0, 0], c: 1 },
  { beta: [0, 3, 0], c: 1 },
  { beta: [0, 0, 5], c: 1 },
]);
const EXPONENTS = [2, 3, 5] as const;

interface Outcome {
  readonly escapes: readonly number[];
  readonly statistics: IntegrationStatistics;
}

/** Integrates to the horizon and returns the times at which singular values cross σ² = 1/2 upwards. */
function integrate(flow: FlowSystem, relativeTolerance: number): Outcome {
  const escapes: number[] = [];
  const integration = createIntegration(flow, flow.initialState, {
    relativeTolerance,
    absoluteTolerance: 1e-20,
    horizon: HORIZON,
    stepBudget: 1e5,
    events: escapeEvents(flow),
    onStep(step) {
      for (const event of step.events) escapes.push(event.time.high);
    },
  });
  integration.advance(1e5);
  if (integration.stopReason !== 'horizon') throw new Error(`stopped: ${String(integration.stopReason)}`);
  return { escapes, statistics: integration.statistics };
}

function escapeEvents(flow: FlowSystem): EventFunctions {
  const solve = createSingularValueSolver(flow.r, flow.q);
  const M = new Float64Array(flow.r * flow.q);
  return {
    rules: EXPONENTS.map(() => ({ direction: 'up', terminal: false, reach: 0.1 })),
    evaluate(y, out) {
      flow.overlap(y, M);
      solve(M, out);
      for (let k = 0; k < out.length; k++) out[k] = out[k]! - ESCAPE_LEVEL;
    },
  };
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function measure(name: string, start: Float64Array, exact: readonly number[] | null) {
  const flow = plantedFlow(LINK, LINK, 'embedded', start);
  const { escapes, statistics } = integrate(flow, RELATIVE_TOLERANCE);
  const reference = exact ?? integrate(flow, 1e-12).escapes;
  const milliseconds: number[] = [];
  for (let i = 0; i < REPETITIONS; i++) {
    const before = performance.now();
    integrate(flow, RELATIVE_TOLERANCE);
    milliseconds.push(performance.now() - before);
  }
  const error = (k: number) => Math.abs(escapes[k]! / reference[k]! - 1).toExponential(1);
  return {
    start: name,
    accepted: statistics.acceptedSteps,
    rejected: statistics.rejectedSteps,
    'median ms': Number(median(milliseconds).toFixed(2)),
    'fastest ms': Number(Math.min(...milliseconds).toFixed(2)),
    'escape 1': error(0),
    'escape 2': error(1),
    'escape 3': error(2),
    'compared with': exact ? 'closed form' : 'rtol 1e-12',
  };
}

const m0 = DIMENSION ** -0.5;
const diagonal = Float64Array.of(m0, 0, 0, 0, m0, 0, 0, 0, m0);
// √d·M(0) of a Haar start whose second and third diagonal entries are positive, so that all three directions escape.
const haar = Float64Array.of(-0.71, 1.32, 0.24, 0.55, 0.88, -1.61, 1.05, -0.37, 0.865).map((a) => a * m0);
console.table([
  measure(
    'diagonal',
    diagonal,
    EXPONENTS.map((s) => plantedTime(s, m0, ESCAPE_LEVEL)),
  ),
  measure('Haar', haar, null),
]);
