/** Largest number r of teacher directions a link may have. */
export const MAX_DIRECTIONS = 8;

/** Largest total degree |beta| of a Hermite term. */
export const MAX_DEGREE = 40;

/** One term c · H_beta of a link, H_beta a product of normalised Hermite polynomials (theory.md §1). */
export interface HermiteTerm {
  /** Multi-index beta in N^r, one degree per direction. */
  readonly beta: readonly number[];
  /** Coefficient c_beta. */
  readonly c: number;
}

/** A link given by its Hermite coefficients. */
export interface HermiteLink {
  readonly kind: 'hermite';
  /** Number of directions r the link reads. */
  readonly r: number;
  readonly terms: readonly HermiteTerm[];
}

/** A link chosen by name; `parameters` are those the preset declares (theory.md §5). */
export interface PresetLink {
  readonly kind: 'preset';
  readonly preset: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** How far a link that is not a table of coefficients is expanded in Hermite polynomials. */
export interface ExpansionRequest {
  /**
   * Largest total degree that is kept; null chooses the smallest one that leaves no more than `residual`, and keeps a
   * polynomial whole.
   */
  readonly degree: number | null;
  /**
   * Largest part of the variance E(f − E f)² that an automatic degree may leave out (Parseval residual over variance,
   * above 0 and below 1). Not read where a degree is given.
   */
  readonly residual: number;
}

/** The request where the user asks for nothing else: as many degrees as leave out a thousandth of the variance. */
export const DEFAULT_EXPANSION: ExpansionRequest = { degree: null, residual: 1e-3 };

/** A link written as a formula in z1 … zr. */
export interface FormulaLink extends ExpansionRequest {
  readonly kind: 'formula';
  /** For example `relu(z1) + he(3, z2)`. */
  readonly text: string;
  /** Number of directions r; directions the formula does not mention are directions the link ignores. */
  readonly r: number;
}

/** Largest number of neurons of a link. */
export const MAX_NEURONS = 256;

/** One neuron a σ(⟨v, z⟩ + b). */
export interface Neuron {
  readonly a: number;
  /** One weight per direction. */
  readonly v: readonly number[];
  readonly b: number;
}

/** A link that is a sum of neurons Σ_i a_i σ(⟨v_i, z⟩ + b_i) with one activation σ. */
export interface NeuronsLink extends ExpansionRequest {
  readonly kind: 'neurons';
  /** Number of directions r. */
  readonly r: number;
  readonly neurons: readonly Neuron[];
  /** Name of a function of one argument that formulas know, such as `relu`, or a formula in z. */
  readonly activation: string;
}

/** How a user writes a link down. */
export type LinkSpec = HermiteLink | PresetLink | FormulaLink | NeuronsLink;
