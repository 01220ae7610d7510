/**
 * The energy C(MMᵀ) = ‖A_{Mᵀ} f*‖² that the fitted link explains of a link without constant term, at r × p overlaps M, with
 * its derivatives: D(G)_ij = E[∂_i f* ∂_j f*] = ∂C/∂G_ij, and X = D(MMᵀ) M = ½ ∂C/∂M (theory.md §§2, 3.1). Calls allocate
 * nothing.
 */
export interface ExplainedEnergy {
  /** C(MMᵀ). */
  value(M: Float64Array): number;
  /** Writes D(MMᵀ) (r × r) into `out`. */
  outerProduct(M: Float64Array, out: Float64Array): void;
  /** Writes D(G) (r × r) of any symmetric positive semidefinite G (r × r) into `out`. */
  outerProductAt(G: Float64Array, out: Float64Array): void;
  /** Writes ∂X_il/∂M_ab (rp × rp, symmetric) into `out`, given D = D(MMᵀ). */
  driveSlope(M: Float64Array, D: Float64Array, out: Float64Array): void;
}
