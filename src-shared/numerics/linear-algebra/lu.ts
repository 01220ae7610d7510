/**
 * LU factorisation with partial pivoting of a small dense matrix (n ≤ 64), in place and without allocation. Several rows
 * or columns are treated at a time: they share what they read, and their sums do not wait for one another. The diagonal
 * of U is stored inverted, so that a solve has no division.
 */

/** Columns that are eliminated together. */
const PANEL = 4;

/** From this size on the work saved by panels is more than what they cost. */
const LARGE = 24;

/**
 * Factors PA = LU in place. `a` is n × n row-major; on return its strict lower triangle holds L, its upper triangle U
 * with inverted diagonal; `pivots` (n) holds the row exchanged with row k at step k. Returns false when a pivot is zero
 * or not finite: then `a` is left half factored and must not be used.
 */
export function factorLu(a: Float64Array, n: number, pivots: Int32Array): boolean {
  let k = 0;
  if (n >= LARGE) {
    for (; k + PANEL < n; k += PANEL) {
      for (let column = k; column < k + PANEL; column++) {
        if (!pivot(a, n, column, pivots)) return false;
        eliminateBelow(a, n, column, k + PANEL);
      }
      finishPanelRows(a, n, k);
      eliminatePanel(a, n, k);
    }
  }
  for (; k < n; k++) {
    if (!pivot(a, n, k, pivots)) return false;
    eliminateBelow(a, n, k, n);
  }
  return true;
}

/** Brings the largest entry of column k on or below the diagonal onto it and inverts it; false when that cannot be done. */
function pivot(a: Float64Array, n: number, k: number, pivots: Int32Array): boolean {
  const rowK = k * n;
  let pivotRow = k;
  let largest = Math.abs(a[rowK + k]!);
  for (let i = k + 1; i < n; i++) {
    const size = Math.abs(a[i * n + k]!);
    if (size > largest) {
      largest = size;
      pivotRow = i;
    }
  }
  pivots[k] = pivotRow;
  if (pivotRow !== k) {
    const other = pivotRow * n;
    for (let j = 0; j < n; j++) {
      const swap = a[rowK + j]!;
      a[rowK + j] = a[other + j]!;
      a[other + j] = swap;
    }
  }
  const inverse = 1 / a[rowK + k]!;
  a[rowK + k] = inverse;
  // One test for a zero pivot (1/0 = ∞), a NaN and an infinite pivot (inverse 0).
  return Math.abs(inverse) < Infinity && inverse !== 0;
}

/** Subtracts multiples of row k, up to column `end`, from the rows below it, so that L fills column k. */
function eliminateBelow(a: Float64Array, n: number, k: number, end: number): void {
  const rowK = k * n;
  const inverse = a[rowK + k]!;
  let i = k + 1;
  for (; i + 3 < n; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    const f0 = (a[r0 + k] = a[r0 + k]! * inverse);
    const f1 = (a[r1 + k] = a[r1 + k]! * inverse);
    const f2 = (a[r2 + k] = a[r2 + k]! * inverse);
    const f3 = (a[r3 + k] = a[r3 + k]! * inverse);
    for (let j = k + 1; j < end; j++) {
      const x = a[rowK + j]!;
      a[r0 + j]! -= f0 * x;
      a[r1 + j]! -= f1 * x;
      a[r2 + j]! -= f2 * x;
      a[r3 + j]! -= f3 * x;
    }
  }
  for (; i < n; i++) {
    const row = i * n;
    const factor = (a[row + k] = a[row + k]! * inverse);
    for (let j = k + 1; j < end; j++) a[row + j]! -= factor * a[rowK + j]!;
  }
}

/** Completes the rows of U that belong to the panel of columns from `first` on, right of it. */
function finishPanelRows(a: Float64Array, n: number, first: number): void {
  for (let i = first + 1; i < first + PANEL; i++) {
    for (let k = first; k < i; k++) {
      const factor = a[i * n + k]!;
      const from = k * n;
      const to = i * n;
      for (let j = first + PANEL; j < n; j++) a[to + j]! -= factor * a[from + j]!;
    }
  }
}

/** Subtracts what the panel of four columns from `first` on eliminates from all that is below and right of it. */
function eliminatePanel(a: Float64Array, n: number, first: number): void {
  const begin = first + PANEL;
  const u0 = first * n;
  const u1 = u0 + n;
  const u2 = u1 + n;
  const u3 = u2 + n;
  let i = begin;
  for (; i + 1 < n; i += 2) {
    const p = i * n;
    const q = p + n;
    const p0 = a[p + first]!;
    const p1 = a[p + first + 1]!;
    const p2 = a[p + first + 2]!;
    const p3 = a[p + first + 3]!;
    const q0 = a[q + first]!;
    const q1 = a[q + first + 1]!;
    const q2 = a[q + first + 2]!;
    const q3 = a[q + first + 3]!;
    for (let j = begin; j < n; j++) {
      const x0 = a[u0 + j]!;
      const x1 = a[u1 + j]!;
      const x2 = a[u2 + j]!;
      const x3 = a[u3 + j]!;
      a[p + j]! -= p0 * x0 + p1 * x1 + (p2 * x2 + p3 * x3);
      a[q + j]! -= q0 * x0 + q1 * x1 + (q2 * x2 + q3 * x3);
    }
  }
  for (; i < n; i++) {
    const p = i * n;
    const p0 = a[p + first]!;
    const p1 = a[p + first + 1]!;
    const p2 = a[p + first + 2]!;
    const p3 = a[p + first + 3]!;
    for (let j = begin; j < n; j++) {
      a[p + j]! -= p0 * a[u0 + j]! + p1 * a[u1 + j]! + (p2 * a[u2 + j]! + p3 * a[u3 + j]!);
    }
  }
}

/** Solves A x = b in place for the factors of `factorLu`: `b` (n) is overwritten by x. */
export function solveLu(lu: Float64Array, n: number, pivots: Int32Array, b: Float64Array): void {
  for (let k = 0; k < n; k++) {
    const p = pivots[k]!;
    if (p !== k) {
      const swap = b[k]!;
      b[k] = b[p]!;
      b[p] = swap;
    }
  }
  solveLower(lu, n, b);
  solveUpper(lu, n, b);
}

/** L x = b, L with unit diagonal. */
function solveLower(lu: Float64Array, n: number, b: Float64Array): void {
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    let s0 = b[i]!;
    let s1 = b[i + 1]!;
    let s2 = b[i + 2]!;
    let s3 = b[i + 3]!;
    for (let j = 0; j < i; j++) {
      const x = b[j]!;
      s0 -= lu[r0 + j]! * x;
      s1 -= lu[r1 + j]! * x;
      s2 -= lu[r2 + j]! * x;
      s3 -= lu[r3 + j]! * x;
    }
    s1 -= lu[r1 + i]! * s0;
    s2 -= lu[r2 + i]! * s0 + lu[r2 + i + 1]! * s1;
    s3 -= lu[r3 + i]! * s0 + lu[r3 + i + 1]! * s1 + lu[r3 + i + 2]! * s2;
    b[i] = s0;
    b[i + 1] = s1;
    b[i + 2] = s2;
    b[i + 3] = s3;
  }
  for (; i < n; i++) {
    let sum = b[i]!;
    for (let j = 0; j < i; j++) sum -= lu[i * n + j]! * b[j]!;
    b[i] = sum;
  }
}

/** U x = b, U with inverted diagonal. */
function solveUpper(lu: Float64Array, n: number, b: Float64Array): void {
  let i = n - 1;
  for (; i >= 3; i -= 4) {
    const r3 = i * n;
    const r2 = r3 - n;
    const r1 = r2 - n;
    const r0 = r1 - n;
    let s0 = b[i - 3]!;
    let s1 = b[i - 2]!;
    let s2 = b[i - 1]!;
    let s3 = b[i]!;
    for (let j = i + 1; j < n; j++) {
      const x = b[j]!;
      s0 -= lu[r0 + j]! * x;
      s1 -= lu[r1 + j]! * x;
      s2 -= lu[r2 + j]! * x;
      s3 -= lu[r3 + j]! * x;
    }
    s3 *= lu[r3 + i]!;
    s2 = (s2 - lu[r2 + i]! * s3) * lu[r2 + i - 1]!;
    s1 = (s1 - lu[r1 + i]! * s3 - lu[r1 + i - 1]! * s2) * lu[r1 + i - 2]!;
    s0 = (s0 - lu[r0 + i]! * s3 - lu[r0 + i - 1]! * s2 - lu[r0 + i - 2]! * s1) * lu[r0 + i - 3]!;
    b[i - 3] = s0;
    b[i - 2] = s1;
    b[i - 1] = s2;
    b[i] = s3;
  }
  for (; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < n; j++) sum -= lu[i * n + j]! * b[j]!;
    b[i] = sum * lu[i * n + i]!;
  }
}
