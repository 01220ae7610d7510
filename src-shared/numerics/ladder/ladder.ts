/** One rung of the saddle ladder: directions that share a relative information exponent (theory.md §6). */
export interface Rung {
  /** Relative information exponent s of the rung, given the directions learned before it. */
  readonly exponent: number;
  /** Directions learned before and after the rung. */
  readonly dimensionBefore: number;
  readonly dimensionAfter: number;
  /** Orthonormal basis of the rung's new directions U(E): r × (dimensionAfter − dimensionBefore), row-major. */
  readonly basis: Float64Array;
  /** Two-timescale loss at the saddle before the rung and after it, L at G = P_E (theory.md §3.1). */
  readonly lossBefore: number;
  readonly lossAfter: number;
}

/** The saddle ladder of a link. */
export interface SaddleLadder {
  readonly rungs: readonly Rung[];
  /** Smallest k ≥ 1 with T_k ≠ 0; null for a constant link. */
  readonly informationExponent: number | null;
  /** Rank of E[∇f* ∇f*ᵀ]. */
  readonly intrinsicDimension: number;
}

/** A flow whose escapes the ladder predicts: of f* itself, the planted student with the link f* too (q = r). */
export interface LadderFlow {
  readonly kind: 'two-timescale' | 'planted';
}

/** A predicted escape of one direction from one saddle, for a given flow and start (see `predictEscapes`). */
export interface PredictedEscape {
  /** Position of the rung in the ladder. */
  readonly rung: number;
  /** Relative information exponent of the direction, given those that escaped before it. */
  readonly exponent: number;
  /**
   * Predicted time at which the direction's overlap reaches λ² = 1/2, from t = 0; null when it does not escape (planted
   * with the wrong sign, a start without overlap, a student with no direction left for it).
   */
  readonly time: number | null;
  /** How the waiting time at this saddle grows with d, for example "log d" or "d^2". */
  readonly growth:
    | { readonly kind: 'constant' }
    | { readonly kind: 'logarithmic' }
    | { readonly kind: 'power'; readonly exponent: number };
  /** Predicted plateau loss of the given flow before and after this escape. */
  readonly lossBefore: number;
  readonly lossAfter: number;
}
