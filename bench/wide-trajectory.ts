/**
 * Runs with r = q = 8 and a link of degree 4, both flows, from a Haar start: sparse and dense links, at the tolerance of
 * the reference problem and with the errors of the escape times. Prints a table; asserts nothing.
 */
import type { FlowSpec } from '../src-shared/model/experiment';
import type { HermiteTerm } from '../src-shared/model/link';
import type { RunOutcome, RunSpec } from '../src-shared/model/run';
import { startRun } from '../src-shared/numerics/run';
import { GENERATOR } from '../src-shared/numerics/start/generator';
import { DEFAULT_THRESHOLDS } from '../src-shared/model/experiment';
import { median, wallTimes } from './reference-problem';

const R = 8;
const REPETITIONS = 3;
const RELATIVE_TOLERANCE = 1e-8;
/** Of the run that the escape times are compared with. */
const FINE_TOLERANCE = 1e-11;
const FLOWS: readonly FlowSpec[] = [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }];

function index(degrees: Readonly<Record<number, number>>): readonly number[] {
  return Array.from({ length: R }, (_, i) => degrees[i] ?? 0);
}

/** All multi-indices of total degree 1 … 4. */
function allIndices(): readonly (readonly number[])[] {
  const extend = (axis: number, left: number): readonly (readonly number[])[] =>
    axis === R
      ? [[]]
      : Array.from({ length: left + 1 }, (_, b) =>
          extend(axis + 1, left - b).map((rest) => [b, ...rest]),
        ).flat();
  return extend(0, 4).filter((beta) => beta.some((b) => b > 0));
}

const LINKS: Readonly<Record<string, readonly HermiteTerm[]>> = {
  'additive, degrees 1 … 4 twice': Array.from({ length: R }, (_, i) => ({
    beta: index({ [i]: 1 + (i % 4) }),
    c: 1 - i / 16,
  })),
  'separable h4': Array.from({ length: R }, (_, i) => ({ beta: index({ [i]: 4 }), c: 1 - i / 16 })),
  'z1z2z3z4 + z5z6z7z8': [
    { beta: index({ 0: 1, 1: 1, 2: 1, 3: 1 }), c: 1 },
    { beta: index({ 4: 1, 5: 1, 6: 1, 7: 1 }), c: 0.8 },
  ],
  'staircase of degree 4': Array.from({ length: R }, (_, i) => ({
    beta: index(Object.fromEntries(Array.from({ length: Math.min(4, i + 1) }, (_unused, k) => [i - k, 1]))),
    c: 1,
  })),
  'dense, all 494 terms': allIndices().map((beta, k) => ({ beta, c: Math.sin(1 + 7 * k) / 8 })),
};

function spec(terms: readonly HermiteTerm[], flow: FlowSpec, relativeTolerance: number): RunSpec {
  return {
    link: { r: R, terms },
    flow,
    dimension: 1e4,
    studentWidth: R,
    start: { kind: 'haar', seed: 1 },
    generator: GENERATOR,
    relativeTolerance,
    absoluteTolerance: 1e-20,
    horizon: flow.kind === 'planted' ? 1e6 : 1e10,
    thresholds: DEFAULT_THRESHOLDS,
    samplesPerDecade: 40,
    firstSampleTime: 1e-2,
  };
}

/** Times at which the singular values rise through their level, in order. */
function escapesOf({ events }: RunOutcome): readonly number[] {
  return events.flatMap((event) =>
    event.kind === 'overlap-crossing' && event.direction === 'up' ? [event.t] : [],
  );
}

function measure(name: string, terms: readonly HermiteTerm[], flow: FlowSpec) {
  const complete = (relativeTolerance: number) => {
    const run = startRun(spec(terms, flow, relativeTolerance));
    while (!run.advance(1000));
    return run.result().outcome;
  };
  const outcome = complete(RELATIVE_TOLERANCE);
  const escapes = escapesOf(outcome);
  const exact = escapesOf(complete(FINE_TOLERANCE));
  const error = Math.max(...escapes.map((time, k) => Math.abs(time / (exact[k] ?? NaN) - 1)));
  const times = wallTimes(REPETITIONS, () => complete(RELATIVE_TOLERANCE));
  return {
    link: name,
    flow: flow.kind,
    'median s': Number((median(times) / 1000).toFixed(2)),
    'fastest s': Number((Math.min(...times) / 1000).toFixed(2)),
    accepted: outcome.statistics.acceptedSteps,
    rejected: outcome.statistics.rejectedSteps,
    escapes: escapes.length,
    'largest error': error.toExponential(1),
    ended: outcome.stopReason,
  };
}

console.log('Runs with r = q = 8 and a link of degree 4, d = 1e4, rtol 1e-8');
console.table(
  Object.entries(LINKS).flatMap(([name, terms]) => FLOWS.map((flow) => measure(name, terms, flow))),
);
