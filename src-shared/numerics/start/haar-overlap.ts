import { InvalidInputError } from '../../model/input-problem';
import { randomStream, type RandomStream } from './generator';
import { wishartFactor } from './wishart-factor';

/** What a Haar start depends on. */
export interface HaarStart {
  /** Teacher directions. */
  readonly r: number;
  /** Student width. */
  readonly q: number;
  /** Ambient dimension d ≥ max(r, q). */
  readonly dimension: number;
  /** Whole number in [0, 2⁵³). */
  readonly seed: number;
}

/** Streams of one seed: A never depends on how many draws B needed. */
const STREAMS = { A: 0, B: 1 } as const;

/**
 * M(0) = W*ᵀW (r × q) for W Haar on St(d, q), exact in law at any d and at a cost independent of d: M = A R⁻¹ with A
 * r × q standard normals, RᵀR = AᵀA + B, B ~ Wishart_q(d − r) (theory.md §4). One seed gives one A at every d, and
 * √d M → A. Throws InvalidInputError when d < max(r, q) or the seed is not a whole number in range.
 */
export function haarOverlap(start: HaarStart): Float64Array {
  const { r, q, dimension, seed } = start;
  checkHaarStart(start);
  const A = drawNormals(randomStream(seed, STREAMS.A), r * q);
  const B = wishartFactor(randomStream(seed, STREAMS.B), dimension - r, q);
  const stacked = new Float64Array((r + B.rows) * q);
  stacked.set(A);
  stacked.set(B.entries, r * q);
  orthonormaliseColumns(stacked, r + B.rows, q);
  return stacked.slice(0, r * q);
}

function checkHaarStart({ r, q, dimension, seed }: HaarStart): void {
  const least = Math.max(r, q);
  const problems = [];
  if (!(Number.isSafeInteger(dimension) && dimension >= least)) {
    problems.push({
      field: 'dimension',
      cause: `a Haar start needs ${least} orthonormal directions in dimension d, and d is ${dimension}`,
      remedy: `Use a whole number d ≥ ${least}`,
    });
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    problems.push({
      field: 'start.seed',
      cause: `the seed is ${seed}`,
      remedy: 'Use a whole number from 0 to 2^53 − 1',
    });
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
}

function drawNormals(stream: RandomStream, count: number): Float64Array {
  return new Float64Array(count).map(() => stream.normal());
}

/**
 * Replaces the columns of a rows × columns matrix X by those of X R⁻¹, R the Cholesky factor of XᵀX: modified
 * Gram–Schmidt, each column twice (Giraud et al., Numer. Math. 101, 2005), orthonormal to rounding.
 */
function orthonormaliseColumns(X: Float64Array, rows: number, columns: number): void {
  for (let j = 0; j < columns; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < j; other++) {
        const inner = columnProduct(X, rows, columns, other, j);
        for (let i = 0; i < rows; i++) X[i * columns + j]! -= inner * X[i * columns + other]!;
      }
      const norm = Math.sqrt(columnProduct(X, rows, columns, j, j));
      for (let i = 0; i < rows; i++) X[i * columns + j]! /= norm;
    }
  }
}

function columnProduct(X: Float64Array, rows: number, columns: number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += X[i * columns + a]! * X[i * columns + b]!;
  return sum;
}
