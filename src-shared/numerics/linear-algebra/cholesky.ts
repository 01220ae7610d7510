/**
 * Writes the lower triangular L (size × size) with L Lᵀ = A of a symmetric positive semidefinite A into `out`. A pivot that
 * rounding has left at 0 or below counts as 0, and its column is 0.
 */
export function choleskyFactor(A: Float64Array, size: number, out: Float64Array): void {
  out.fill(0);
  for (let j = 0; j < size; j++) {
    let pivot = A[j * size + j]!;
    for (let k = 0; k < j; k++) pivot -= out[j * size + k]! * out[j * size + k]!;
    if (!(pivot > 0)) continue;
    const root = Math.sqrt(pivot);
    out[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let entry = A[i * size + j]!;
      for (let k = 0; k < j; k++) entry -= out[i * size + k]! * out[j * size + k]!;
      out[i * size + j] = entry / root;
    }
  }
}
