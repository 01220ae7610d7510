/**
 * The correlation C(M) = E[f(v) g(u)] of two links, Cov(v, u) = M, as a polynomial in the r × q matrix M with its first
 * and second derivatives (theory.md §2). Matrices are row-major; calls allocate nothing.
 */
export interface Correlation {
  readonly r: number;
  readonly q: number;
  /** C(M), constant term included. */
  value(M: Float64Array): number;
  /** Writes P(M)_ij = ∂C/∂M_ij (r × q) into `out`. */
  gradient(M: Float64Array, out: Float64Array): void;
  /** Writes ∂²C/∂M_ij∂M_kl (rq × rq, row-major in the flattened pairs) into `out`. */
  hessian(M: Float64Array, out: Float64Array): void;
}
