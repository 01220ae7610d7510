/**
 * LU factorisation with partial pivoting of a small dense matrix (n ≤ 64), in place and without allocation.
 * The diagonal of U is stored inverted, so that a solve has no division.
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
    for (let i = k + 1; i < n; i++) {
      const rowI = i * n;
      const entry = a[rowI + k]!;
      if (entry === 0) continue;
      const factor = entry * inverse;
      a[rowI + k] = factor;
      for (let j = k + 1; j < n; j++) a[rowI + j] = a[rowI + j]! - factor * a[rowK + j]!;
    }
  }
  return true;
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
  for (let i = 1; i < n; i++) {
    const row = i * n;
    let sum = b[i]!;
    for (let j = 0; j < i; j++) sum -= lu[row + j]! * b[j]!;
    b[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    let sum = b[i]!;
    for (let j = i + 1; j < n; j++) sum -= lu[row + j]! * b[j]!;
    b[i] = sum * lu[row + i]!;
  }
}
