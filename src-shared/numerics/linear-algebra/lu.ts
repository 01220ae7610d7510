/**
 * LU factorisation with partial pivoting of a small dense matrix (n ≤ 64), in place and without allocation. Rows are
 * treated four at a time: they share what they read, and their sums do not wait for one another. The diagonal of U is
 * stored inverted, so that a solve has no division.
 */

/**
 * Factors PA = LU in place. `a` is n × n row-major; on return its strict lower triangle holds L, its upper triangle U
 * with inverted diagonal; `pivots` (n) holds the row exchanged with row k at step k. Returns false when a pivot is zero
 * or not finite: then `a` is left half factored and must not be used.
 */
export function factorLu(a: Float64Array, n: number, pivots: Int32Array): boolean {
  for (let k = 0; k < n; k++) {
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
    // One test for a zero pivot (1/0 = ∞), a NaN and an infinite pivot (inverse 0).
    if (!(Math.abs(inverse) < Infinity) || inverse === 0) return false;
    a[rowK + k] = inverse;
    eliminateBelow(a, n, k, inverse);
  }
  return true;
}

/** Subtracts multiples of row k from the rows below it, so that L fills column k. */
function eliminateBelow(a: Float64Array, n: number, k: number, inverse: number): void {
  const rowK = k * n;
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
    for (let j = k + 1; j < n; j++) {
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
    for (let j = k + 1; j < n; j++) a[row + j]! -= factor * a[rowK + j]!;
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
