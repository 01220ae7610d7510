/**
 * The reference problem by this engine and by scipy's Radau and LSODA, side by side: same flow, start, tolerances, analytic
 * Jacobian and events. Prints a table, or why there is none; asserts nothing.
 */
import { spawnSync } from 'node:child_process';
import {
  ABSOLUTE_TOLERANCE,
  DIAGONAL_START,
  ESCAPE_LEVEL,
  escapeErrors,
  exactEscapes,
  EXPONENTS,
  HAAR_START,
  HORIZON,
  integrateReference,
  median,
  referenceFlow,
  wallTimes,
} from './reference-problem';

/** From the root of the project, where this runs. */
const SCRIPT = 'bench/scipy-comparison.py';
const METHODS = ['Radau', 'LSODA'] as const;
const TOLERANCES = [1e-6, 1e-8, 1e-10] as const;
const REPETITIONS = 101;
const SCIPY_REPETITIONS = 3;

/** What scipy-comparison.py writes. */
interface ScipyAnswer {
  readonly version: string;
  readonly results: readonly {
    readonly method: string;
    readonly milliseconds: number;
    readonly steps: number;
    readonly escapes: readonly number[];
    readonly failure: string | null;
  }[];
}

/** Runs scipy on the reference problem; throws an Error that says why there is no answer. */
function askScipy(start: Float64Array, relativeTolerance: number): ScipyAnswer {
  const rows = EXPONENTS.length;
  const input = JSON.stringify({
    degrees: EXPONENTS,
    overlap: EXPONENTS.map((_, i) => Array.from(start.subarray(i * rows, (i + 1) * rows))),
    level: ESCAPE_LEVEL,
    horizon: HORIZON,
    relativeTolerance,
    absoluteTolerance: ABSOLUTE_TOLERANCE,
    methods: METHODS,
    repetitions: SCIPY_REPETITIONS,
  });
  const { error, status, stdout, stderr } = spawnSync('python3', [SCRIPT], { input, encoding: 'utf8' });
  if (error) throw new Error(`python3 cannot be started (${error.message})`);
  if (status !== 0) throw new Error(`python3 ended with status ${status}: ${stderr.trim()}`);
  const answer = JSON.parse(stdout) as ScipyAnswer | { readonly missing: string };
  if ('missing' in answer) throw new Error(`python3 has no scipy (${answer.missing})`);
  return answer;
}

function compare(start: string, M0: Float64Array, relativeTolerance: number) {
  const { results } = askScipy(M0, relativeTolerance);
  const flow = referenceFlow(M0);
  const exact = exactEscapes(flow);
  const own = integrateReference(flow, relativeTolerance);
  const ownTime = median(wallTimes(REPETITIONS, () => integrateReference(flow, relativeTolerance)));
  const row = (method: string, steps: number, milliseconds: number, escapes: readonly number[]) => ({
    start,
    rtol: relativeTolerance,
    method,
    steps,
    'median ms': Number(milliseconds.toPrecision(3)),
    ratio: Number((milliseconds / ownTime).toPrecision(3)),
    ...escapeErrors(escapes, exact),
  });
  return [
    row('Grassflow', own.statistics.acceptedSteps, ownTime, own.escapes),
    ...results.map(({ method, steps, milliseconds, escapes, failure }) => ({
      ...row(method, steps, milliseconds, escapes),
      ...(failure !== null && { failure }),
    })),
  ];
}

try {
  const { version } = askScipy(DIAGONAL_START, TOLERANCES[0]);
  console.log(
    `The reference problem by Grassflow and by scipy ${version}: time, ratio, errors of the escape times`,
  );
  console.table(
    TOLERANCES.flatMap((rtol) => [
      ...compare('diagonal', DIAGONAL_START, rtol),
      ...compare('Haar', HAAR_START, rtol),
    ]),
  );
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.log(`No comparison with scipy: ${error.message}.`);
}
