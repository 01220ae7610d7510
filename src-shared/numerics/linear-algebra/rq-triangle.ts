/**
 * Writes the upper trapezoidal R of the RQ decomposition M = R Q of a rows × columns matrix into `out`: Q is orthogonal, so
 * that R Rᵀ = M Mᵀ, and R_ij = 0 for i > j + rows − columns. Householder reflections of the columns, from the last row up:
 * every row keeps its relative accuracy, however short beside the others, and what is triangular already keeps its zeros
 * (Golub & Van Loan, Matrix Computations, 4th ed., §5.1–5.2). Allocates nothing.
 */
export function rqTriangle(M: Float64Array, rows: number, columns: number, out: Float64Array): void {
  out.set(M);
  for (let i = rows - 1; i >= 0; i--) {
    const last = i + columns - rows;
    if (last < 1) return;
    reflect(out, i, last, columns);
  }
}

/** Reflects the first `last` + 1 columns of the rows up to row i so that this row is 0 before column `last`. */
function reflect(R: Float64Array, i: number, last: number, columns: number): void {
  const row = i * columns;
  let largest = 0;
  for (let j = 0; j < last; j++) largest = Math.max(largest, Math.abs(R[row + j]!));
  if (largest === 0) return;
  const pivot = R[row + last]!;
  // In units of the largest entry the squares neither underflow nor overflow.
  largest = Math.max(largest, Math.abs(pivot));
  let square = 0;
  for (let j = 0; j <= last; j++) {
    const entry = (R[row + j]! /= largest);
    square += entry * entry;
  }
  const length = Math.sqrt(square);
  // The row is now the normal of the mirror.
  const normal = (R[row + last]! += pivot < 0 ? -length : length);
  const half = length * Math.abs(normal);
  for (let above = row - columns; above >= 0; above -= columns) {
    let inner = 0;
    for (let j = 0; j <= last; j++) inner += R[above + j]! * R[row + j]!;
    inner /= half;
    for (let j = 0; j <= last; j++) R[above + j]! -= inner * R[row + j]!;
  }
  for (let j = 0; j < last; j++) R[row + j] = 0;
  R[row + last] = (pivot < 0 ? length : -length) * largest;
}
