import { orthogonaliseRows, writeRowLengths } from './one-sided-jacobi';

/** M = U diag(sigma) Vᵀ with p = min(r, q): U r × p, sigma p descending, V q × p; columns orthonormal. */
export interface SingularValueDecomposition {
  readonly sigma: Float64Array;
  readonly U: Float64Array;
  readonly V: Float64Array;
}

/** A function that writes the singular values of an r × q matrix (min(r, q), descending) into `out`. */
export type SingularValueSolver = (M: Float64Array, out: Float64Array) => void;

/**
 * A solver for the singular values of row-major r × q matrices that allocates nothing per call. One-sided Jacobi
 * (Hestenes): small singular values are found to high relative accuracy when M is a diagonal scaling of a
 * well-conditioned matrix (Demmel & Veselić, SIAM J. Matrix Anal. Appl. 13, 1992), as overlaps on a saddle ladder are.
 */
export function createSingularValueSolver(r: number, q: number): SingularValueSolver {
  const count = Math.min(r, q);
  const length = Math.max(r, q);
  const rows = new Float64Array(count * length);
  return (M, out) => {
    loadShortSide(M, r, q, rows);
    orthogonaliseRows(rows, count, length, null);
    writeRowLengths(rows, count, length, out);
    sortDescending(out, count);
  };
}

/** The singular values of a row-major r × q matrix: min(r, q), descending. */
export function singularValues(M: Float64Array, r: number, q: number): Float64Array {
  const sigma = new Float64Array(Math.min(r, q));
  createSingularValueSolver(r, q)(M, sigma);
  return sigma;
}

/** The thin singular value decomposition of a row-major r × q matrix, by one-sided Jacobi. */
export function singularValueDecomposition(
  M: Float64Array,
  r: number,
  q: number,
): SingularValueDecomposition {
  const count = Math.min(r, q);
  const length = Math.max(r, q);
  const rows = new Float64Array(count * length);
  loadShortSide(M, r, q, rows);
  const rotation = identity(count);
  orthogonaliseRows(rows, count, length, rotation);

  const norms = new Float64Array(count);
  writeRowLengths(rows, count, length, norms);
  const order = [...norms.keys()].sort((a, b) => norms[b]! - norms[a]!);
  const sigma = Float64Array.from(order, (i) => norms[i]!);
  const short = new Float64Array(count * count);
  const long = new Float64Array(length * count);
  order.forEach((i, column) => {
    for (let k = 0; k < count; k++) short[k * count + column] = rotation[i * count + k]!;
    for (let k = 0; k < length; k++) long[k * count + column] = rows[i * length + k]! / (sigma[column]! || 1);
  });
  completeColumns(long, length, count, sigma);
  return r <= q ? { sigma, U: short, V: long } : { sigma, U: long, V: short };
}

/** Writes M (r ≤ q) or Mᵀ (r > q) into `rows`: the orientation with fewer rows. */
function loadShortSide(M: Float64Array, r: number, q: number, rows: Float64Array): void {
  if (r <= q) {
    rows.set(M);
    return;
  }
  for (let i = 0; i < r; i++) for (let j = 0; j < q; j++) rows[j * r + i] = M[i * q + j]!;
}

/** Insertion sort of the first `count` entries, largest first. */
function sortDescending(values: Float64Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= 0 && values[j]! < value) {
      values[j + 1] = values[j]!;
      j -= 1;
    }
    values[j + 1] = value;
  }
}

function identity(size: number): Float64Array {
  const I = new Float64Array(size * size);
  for (let i = 0; i < size; i++) I[i * size + i] = 1;
  return I;
}

/** Replaces the columns that belong to sigma = 0 by unit vectors orthogonal to all others (Gram–Schmidt, twice). */
function completeColumns(X: Float64Array, length: number, count: number, sigma: Float64Array): void {
  for (let column = 0; column < count; column++) {
    if (sigma[column]! > 0) continue;
    for (let axis = 0; axis < length; axis++) {
      for (let k = 0; k < length; k++) X[k * count + column] = k === axis ? 1 : 0;
      removeProjections(X, length, count, column);
      // Some axis keeps at least 1/√length of its length outside any proper subspace.
      if (normaliseColumn(X, length, count, column) * Math.sqrt(length) < 0.5) continue;
      removeProjections(X, length, count, column);
      normaliseColumn(X, length, count, column);
      break;
    }
  }
}

/** Subtracts from a column its projections on all columns before it. */
function removeProjections(X: Float64Array, length: number, count: number, column: number): void {
  for (let other = 0; other < column; other++) {
    let inner = 0;
    for (let k = 0; k < length; k++) inner += X[k * count + other]! * X[k * count + column]!;
    for (let k = 0; k < length; k++) X[k * count + column]! -= inner * X[k * count + other]!;
  }
}

/** Scales a column to unit length; returns its former length. */
function normaliseColumn(X: Float64Array, length: number, count: number, column: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += X[k * count + column]! * X[k * count + column]!;
  const norm = Math.sqrt(sum);
  for (let k = 0; k < length; k++) X[k * count + column]! /= norm || 1;
  return norm;
}
