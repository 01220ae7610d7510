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

/** How a user writes a link down. */
export type LinkSpec = HermiteLink | PresetLink;
