import type { Ridge } from '../../model/experiment';
import type { HermiteTable } from '../link/hermite-table';
import { linkEnergy } from './link-parts';
import { fittedShare, scaleDegrees } from './shrink-link';
import { twoTimescaleField } from './two-timescale-field';

/**
 * The unregularised test error ½ E(F* − f)² at the ridge solution f, tensors a_k (Mᵀ)^(⊗k) T_k with a_k = kappa_k /
 * (kappa_k + mu), as a function of M (r × q) (theory.md §3.4). Written as
 *     ½ Σ_k (1 − a_k)² ‖T_k‖² + ½ Σ_k (2a_k − a_k²) (‖T_k‖² − ⟨T_k, G^(⊗k) T_k⟩)
 * it loses no digits near the target: the second sum is the two-timescale loss of a rescaled link. Throws
 * InvalidInputError for a negative or non-finite eigenvalue or penalty and for links too dense.
 */
export function ridgeTestError(link: HermiteTable, ridge: Ridge, q: number): (M: Float64Array) => number {
  const share = fittedShare(ridge);
  const missed = scaleDegrees(link, (degree) => 1 - share(degree));
  const learnable = scaleDegrees(link, (degree) => Math.sqrt(share(degree) * (2 - share(degree))));
  const { loss } = twoTimescaleField(learnable, q);
  return (M) => linkEnergy(missed) / 2 + loss(M);
}
