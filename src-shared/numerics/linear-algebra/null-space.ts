import { Matrix, SVD } from 'ml-matrix';

/**
 * Orthonormal basis (each n) of the vectors that every given row (each n) sends below `tolerance`, by the singular value
 * decomposition: right singular vectors of singular values ≤ tolerance.
 */
export function nullSpace(
  rows: readonly ArrayLike<number>[],
  n: number,
  tolerance: number,
): readonly Float64Array[] {
  if (n === 0) return [];
  // At least n rows, so that all n right singular vectors are computed.
  const matrix = Matrix.zeros(Math.max(n, rows.length), n);
  rows.forEach((row, i) => {
    for (let j = 0; j < n; j++) matrix.set(i, j, row[j]!);
  });
  const { diagonal, rightSingularVectors } = new SVD(matrix, { computeLeftSingularVectors: false });
  return diagonal.flatMap((sigma, k) =>
    sigma <= tolerance ? [Float64Array.from({ length: n }, (_, j) => rightSingularVectors.get(j, k))] : [],
  );
}
