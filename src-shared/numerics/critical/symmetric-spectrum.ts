import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Spectrum of a real symmetric n × n matrix. */
export interface SymmetricSpectrum {
  /** Eigenvalues (n), ascending. */
  readonly values: Float64Array;
  /** Orthonormal eigenvectors as rows, in the order of `values` (n × n, row-major). */
  readonly vectors: Float64Array;
}

/** Eigenvalues and eigenvectors of a symmetric n × n matrix, row-major. Off the hot path: allocates. */
export function symmetricSpectrum(A: Float64Array, n: number): SymmetricSpectrum {
  if (n === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(n, n, A), { assumeSymmetric: true });
  const columns = decomposition.eigenvectorMatrix;
  const order = [...decomposition.realEigenvalues.keys()].sort(
    (a, b) => decomposition.realEigenvalues[a]! - decomposition.realEigenvalues[b]!,
  );
  const vectors = new Float64Array(n * n);
  order.forEach((column, row) => {
    for (let k = 0; k < n; k++) vectors[row * n + k] = columns.get(k, column);
  });
  return { values: Float64Array.from(order, (k) => decomposition.realEigenvalues[k]!), vectors };
}
