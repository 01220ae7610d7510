/** Speed and accuracy of the integrator on the reference problem. Prints a table; asserts nothing. */
import {
  DIAGONAL_START,
  escapeErrors,
  exactEscapes,
  HAAR_START,
  integrateReference,
  median,
  referenceFlow,
  wallTimes,
} from './reference-problem';

/** The default of a run, and one at which the largest escape error is just below 1e-7. */
const RELATIVE_TOLERANCES = [1e-8, 1.5e-8];
const REPETITIONS = 101;

function measure(start: string, M0: Float64Array, relativeTolerance: number) {
  const flow = referenceFlow(M0);
  const { escapes, statistics } = integrateReference(flow, relativeTolerance);
  const times = wallTimes(REPETITIONS, () => integrateReference(flow, relativeTolerance));
  return {
    start,
    rtol: relativeTolerance,
    accepted: statistics.acceptedSteps,
    rejected: statistics.rejectedSteps,
    'median ms': Number(median(times).toFixed(2)),
    'fastest ms': Number(Math.min(...times).toFixed(2)),
    ...escapeErrors(escapes, exactEscapes(flow)),
  };
}

console.log('Trajectory r = q = 3, h2 + h3 + h5, d = 1e8, to t = 1e14; errors of the escape times');
console.table(
  RELATIVE_TOLERANCES.flatMap((relativeTolerance) => [
    measure('diagonal', DIAGONAL_START, relativeTolerance),
    measure('Haar', HAAR_START, relativeTolerance),
  ]),
);
