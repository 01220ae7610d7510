/** Speed and accuracy of the integrator on the reference problem at rtol 1e-8. Prints a table; asserts nothing. */
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

const RELATIVE_TOLERANCE = 1e-8;
const REPETITIONS = 101;

function measure(start: string, M0: Float64Array) {
  const flow = referenceFlow(M0);
  const { escapes, statistics } = integrateReference(flow, RELATIVE_TOLERANCE);
  const times = wallTimes(REPETITIONS, () => integrateReference(flow, RELATIVE_TOLERANCE));
  return {
    start,
    accepted: statistics.acceptedSteps,
    rejected: statistics.rejectedSteps,
    'median ms': Number(median(times).toFixed(2)),
    'fastest ms': Number(Math.min(...times).toFixed(2)),
    ...escapeErrors(escapes, exactEscapes(flow)),
  };
}

console.log(
  'Trajectory r = q = 3, h2 + h3 + h5, d = 1e8, to t = 1e14, rtol 1e-8; errors of the escape times',
);
console.table([measure('diagonal', DIAGONAL_START), measure('Haar', HAAR_START)]);
