import type { HermiteTerm } from '../../model/link';

/** How the coefficients of a link, or of a part of it, were found. */
export type ExpansionMethod =
  /** The coefficients were given. */
  | 'coefficients'
  /** Algebra of Hermite polynomials: no quadrature. */
  | 'polynomial algebra'
  /** Gauss–Hermite nodes, on a tensor grid for more than one direction; their number checked by doubling. */
  | 'Gauss–Hermite'
  /** Gauss–Legendre panels split at kinks, refined where the function is not resolved; checked by a second grid. */
  | 'Gauss–Legendre panels'
  /** Expansions along single directions u, whose h_k(⟨u, z⟩) are tensor powers. */
  | 'ridge functions'
  /** One-dimensional quadrature over ‖z‖. */
  | 'radial quadrature'
  /** Product of expansions in separate directions. */
  | 'product';

/** Hermite coefficients of a function on R^r up to a total degree, and what is needed to judge them. */
export interface Projection {
  /** c_beta with |beta| up to the degree asked for, each beta once. */
  readonly terms: readonly HermiteTerm[];
  /** ‖f‖² = E f(z)², not cut off at any degree. */
  readonly normSquared: number;
  /** Estimated absolute error of a coefficient. */
  readonly error: number;
  /** Estimated absolute error of `normSquared`. */
  readonly normError: number;
  readonly methods: readonly ExpansionMethod[];
}

/** Rounding of a quadrature sum Σ w f h, as a part of ‖f‖: the sum of the sizes is at most ‖f‖ by Cauchy–Schwarz. */
export const SUM_ROUNDING = 16 * Number.EPSILON;

/**
 * The terms that are not noise: a coefficient not above twice its estimated error is left out, so that information
 * exponents are those of the link and not of its rounding.
 */
export function withoutNoise(terms: readonly HermiteTerm[], error: number): readonly HermiteTerm[] {
  return terms.filter((term) => Math.abs(term.c) > 2 * error);
}

/** E f(z), the coefficient on H_0. */
export function meanOf({ terms }: Projection): number {
  return terms.find((term) => term.beta.every((degree) => degree === 0))?.c ?? 0;
}

/** A projection on few variables as one on R^r: axis i of it is axis `variables[i]` there. */
export function embedded(projection: Projection, variables: readonly number[], r: number): Projection {
  return {
    ...projection,
    terms: projection.terms.map(({ beta, c }) => {
      const whole = new Array<number>(r).fill(0);
      for (const [i, variable] of variables.entries()) whole[variable] = beta[i] ?? 0;
      return { beta: whole, c };
    }),
  };
}

/** Methods of several projections, each once. */
export function joinMethods(
  projections: readonly Projection[],
  ...more: readonly ExpansionMethod[]
): readonly ExpansionMethod[] {
  return [...new Set([...more, ...projections.flatMap((projection) => projection.methods)])];
}
