/**
 * What a page computes after every edit of a target while a bar is dragged: exponents, ladder and the escape times of both
 * flows from a Haar start, r = 3, degree 8. Prints a table; asserts nothing.
 */
import type { HermiteTerm, LinkSpec } from '../src-shared/model/link';
import { multiIndices } from '../src-shared/numerics/correlation/multi-indices';
import { describeTarget } from '../src-shared/numerics/ladder/describe-target';
import { predictFlowEscapes } from '../src-shared/numerics/ladder/predict-flow-escapes';
import { describeSymmetries } from '../src-shared/numerics/link/symmetry-words';
import { linkSymmetries } from '../src-shared/numerics/link/link-symmetries';
import { haarOverlap } from '../src-shared/numerics/start/haar-overlap';
import { median, wallTimes } from './reference-problem';

const R = 3;
const DEGREE = 8;
const REPETITIONS = 41;

/** Every coefficient of degrees `from` … 8. */
function dense(from: number): readonly HermiteTerm[] {
  return Array.from({ length: DEGREE - from + 1 }, (_, k) => multiIndices(R, from + k))
    .flat()
    .map((beta, k) => ({ beta, c: Math.sin(1 + 7 * k) / 4 }));
}

const power = (axis: number, degree: number) =>
  Array.from({ length: R }, (_, i) => (i === axis ? degree : 0));

const LINKS: Readonly<Record<string, readonly HermiteTerm[]>> = {
  'additive, degrees 2, 5, 8': [2, 5, 8].map((degree, axis) => ({ beta: power(axis, degree), c: 1 })),
  'staircase to z1 z2^3 z3^4': [
    { beta: [1, 0, 0], c: 1 },
    { beta: [1, 3, 0], c: 1 },
    { beta: [1, 3, 4], c: 1 },
  ],
  'dense, all 164 terms': dense(1),
  'dense from degree 3 on, 155 terms': dense(3),
};

const start = haarOverlap({ r: R, q: R, dimension: 1e6, seed: 1 });

function measure(name: string, terms: readonly HermiteTerm[]) {
  const link: LinkSpec = { kind: 'hermite', r: R, terms };
  const describe = () => describeTarget(link);
  const { table, ladder } = describe();
  const predict = () => {
    predictFlowEscapes(table, ladder, { kind: 'two-timescale' }, start, R);
    predictFlowEscapes(table, ladder, { kind: 'planted', metric: 'embedded' }, start, R);
  };
  const times = [describe, predict, () => describeSymmetries(linkSymmetries(table))].map((work) =>
    wallTimes(REPETITIONS, work),
  );
  const [ladderTime, predictionTime, symmetryTime] = times.map((list) => Number(median(list).toFixed(2)));
  const fastest = times.reduce((sum, list) => sum + Math.min(...list), 0);
  return {
    link: name,
    'exponents and ladder ms': ladderTime,
    'both predictions ms': predictionTime,
    'symmetries ms': symmetryTime,
    'fastest sum ms': Number(fastest.toFixed(2)),
  };
}

console.log('After an edit, r = 3, degree 8: medians');
console.table(Object.entries(LINKS).map(([name, terms]) => measure(name, terms)));
