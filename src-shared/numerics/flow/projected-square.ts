/**
 * A function (Z, X) ↦ tr XᵀZX for Z = I − MMᵀ (size × size, positive semidefinite) and X (size × columns), as a sum of
 * squares: pivoted Cholesky elimination of Z, one square per pivot (theory.md §10.5). Never negative. Pivots that
 * rounding of M cannot tell from 0 count as 0: directions M has learned to working precision are at rest.
 */
export function createProjectedSquare(
  size: number,
  columns: number,
): (Z: Float64Array, X: Float64Array) => number {
  const resolution = (size + columns) * Number.EPSILON;
  const rest = new Float64Array(size * size);
  const pivotRow = new Float64Array(size);

  return (Z, X) => {
    rest.set(Z);
    let sum = 0;
    for (let step = 0; step < size; step++) {
      let p = 0;
      for (let i = 1; i < size; i++) if (rest[i * size + i]! > rest[p * size + p]!) p = i;
      const pivot = rest[p * size + p]!;
      if (pivot <= resolution) break;
      for (let i = 0; i < size; i++) pivotRow[i] = rest[p * size + i]!;
      for (let j = 0; j < columns; j++) {
        let component = 0;
        for (let i = 0; i < size; i++) component += pivotRow[i]! * X[i * columns + j]!;
        sum += (component * component) / pivot;
      }
      for (let i = 0; i < size; i++) {
        const multiplier = pivotRow[i]! / pivot;
        for (let j = 0; j < size; j++) rest[i * size + j]! -= multiplier * pivotRow[j]!;
      }
      // The pivot row is exactly zero now; rounding must not offer it again.
      for (let i = 0; i < size; i++) rest[i * size + p] = rest[p * size + i] = 0;
    }
    return sum;
  };
}
