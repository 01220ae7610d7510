/**
 * What a formula may not exceed. Wide enough for anything written by hand; narrow enough that no text can exhaust the
 * stack, and that powers of |z| ≤ 14 (the reach of the quadrature, numerics.md §3.5) stay finite.
 */
export const FORMULA_LIMITS = {
  /** Characters of the text. */
  length: 2000,
  /** Levels of parentheses, function calls, signs and exponents inside one another. */
  depth: 64,
  /** Size |p| of a constant exponent in x^p. */
  exponent: 60,
  /** Degree k of he(k, x) and h(k, x). */
  hermiteDegree: 60,
} as const;
