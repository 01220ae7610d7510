/** Speed and accuracy of the integrator on the reference problem at rtol 1e-8. Prints a table; asserts nothing. */
import { performance } from 'node:perf_hooks';
import type { FlowSystem } from '../src-shared/numerics/flow/flow-system';
import { createIntegration } from '../src-shared/numerics/integrator/integration';
import type { IntegrationStatistics } from '../src-shared/numerics/integrator/integration-state';
import {
  ABSOLUTE_TOLERANCE,
  DIAGONAL_START,
  ESCAPE_LEVEL,
  escapeEvents,
  EXPONENTS,
  HAAR_START,
  HORIZON,
  median,
  plantedTime,
  referenceFlow,
} from './reference-problem';

const RELATIVE_TOLERANCE = 1e-8;
const REPETITIONS = 101;

interface Outcome {
  readonly escapes: readonly number[];
  readonly statistics: IntegrationStatistics;
}

/** Integrates to the horizon and returns the times at which singular values cross σ² = 1/2 upwards. */
function integrate(flow: FlowSystem, relativeTolerance: number): Outcome {
  const escapes: number[] = [];
  const integration = createIntegration(flow, flow.initialState, {
    relativeTolerance,
    absoluteTolerance: ABSOLUTE_TOLERANCE,
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

function measure(name: string, start: Float64Array, exact: readonly number[] | null) {
  const flow = referenceFlow(start);
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

console.log('Trajectory r = q = 3, h2 + h3 + h5, d = 1e8, to t = 1e14, rtol 1e-8');
console.table([
  measure(
    'diagonal',
    DIAGONAL_START,
    EXPONENTS.map((s) => plantedTime(s, DIAGONAL_START[0]!, ESCAPE_LEVEL)),
  ),
  measure('Haar', HAAR_START, null),
]);
