import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Spectrum of a real symmetric n × n matrix. */
export interface SymmetricSpectrum {
  /** Eigenvalues (n), ascending. */
  readonly values: Float64Array;
  /** Orthonormal eigenvectors as rows, in the order of `values` (n × n, row-major). */
  readonly vectors: Float64Array;
}

/** Eigenvalues and eigenvectors of a symmetric n × n matrix, row-major, to rounding of the largest. Allocates. */
export function symmetricSpectrum(A: Float64Array, n: number): SymmetricSpectrum {
  if (n === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  // Entries like 1e-54 underflow inside ml-matrix, which then fails; they are far below rounding of the largest.
  const dust = Number.EPSILON * A.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const cleaned = A.map((x) => (Math.abs(x) <= dust ? 0 : x));
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(n, n, cleaned), {
    assumeSymmetric: true,
  });
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
