import type { HermiteTerm } from '../../model/link';

/**
 * A link f* = Σ c_beta H_beta on R^r in canonical form: terms sorted by total degree, then by beta in reverse
 * lexicographic order; no duplicates, no zero coefficients (theory.md §1).
 */
export interface HermiteTable {
  readonly r: number;
  /** Largest total degree of a term. */
  readonly degree: number;
  readonly terms: readonly HermiteTerm[];
}
