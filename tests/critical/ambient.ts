import { orthonormal, product, transpose } from '../numerics/small-matrices';
import { smallMatrix } from '../numerics/links';

/** A random W* and W in general position in R^d. */
export function randomFrames(d: number, r: number, q: number, seed = 31) {
  return {
    teacherFrame: orthonormal(smallMatrix(d, r, 1, seed), d, r),
    studentFrame: orthonormal(smallMatrix(d, q, 1, seed + 1), d, q),
  };
}

/** W*ᵀW. */
export function overlap(teacherFrame: Float64Array, W: Float64Array, d: number, r: number, q: number) {
  return product(transpose(teacherFrame, d, r), W, r, d, q);
}

/** A random tangent vector of St(d, q) at W: ξ with WᵀξW skew. */
export function randomTangent(W: Float64Array, d: number, q: number, seed: number): Float64Array {
  const X = smallMatrix(d, q, 1, seed);
  const parallel = product(transpose(W, d, q), X, q, d, q);
  const symmetric = parallel.map((x, k) => (x + (parallel[(k % q) * q + Math.floor(k / q)] ?? NaN)) / 2);
  const normal = product(W, symmetric, d, q, q);
  return X.map((x, k) => x - (normal[k] ?? NaN));
}

/** The orthonormal factor of X (d × q, full rank) by Newton's iteration for the polar decomposition. */
export function polarFactor(X: Float64Array, d: number, q: number): Float64Array {
  let Y: Float64Array = X.slice();
  for (let iteration = 0; iteration < 60; iteration++) {
    const gram = product(transpose(Y, d, q), Y, q, d, q);
    // Newton–Schulz: Y (3I − YᵀY)/2, quadratically convergent near orthonormal columns.
    const factor = gram.map((x, k) => ((k % (q + 1) === 0 ? 3 : 0) - x) / 2);
    Y = product(Y, factor, d, q, q);
  }
  return Y;
}
