import { MAX_DEGREE, type HermiteLink, type HermiteTerm } from '@shared/model/link';

/** One coefficient of a link that is drawn as a bar. */
export interface CoefficientBar {
  readonly beta: readonly number[];
  readonly degree: number;
  /** Coefficient of H_beta; 0 where the link has none. */
  readonly c: number;
}

/** The coefficients of one axis: bars of degree 1 (with one direction 0) and up. */
export interface AxisBars {
  /** Position of the axis; null for the constant of a link with several axes. */
  readonly axis: number | null;
  readonly bars: readonly CoefficientBar[];
}

/** Degrees shown beyond the link's own, so that it can be given new ones, and at least. */
const SPARE_DEGREES = 2;
const LEAST_DEGREES = { one: 6, several: 4 } as const;

/** Whether every term depends on one direction at most: f* = Σ_i φ_i(z_i) + const. */
export function isAdditive(link: HermiteLink): boolean {
  return link.terms.every(({ beta, c }) => c === 0 || beta.filter((degree) => degree > 0).length <= 1);
}

/** Largest degree to show as a bar for a link. */
export function shownDegree(link: HermiteLink): number {
  const largest = Math.max(0, ...link.terms.flatMap(({ beta }) => beta));
  const least = link.r === 1 ? LEAST_DEGREES.one : LEAST_DEGREES.several;
  return Math.min(MAX_DEGREE, Math.max(least, largest + SPARE_DEGREES));
}

/** The coefficients of an additive link up to `degree`, by axis. */
export function additiveBars(link: HermiteLink, degree: number): readonly AxisBars[] {
  const sums = new Map<string, number>();
  for (const { beta, c } of link.terms) sums.set(beta.join(), (sums.get(beta.join()) ?? 0) + c);
  const bar = (axis: number, k: number): CoefficientBar => {
    const beta = Array.from({ length: link.r }, (_, i) => (i === axis ? k : 0));
    return { beta, degree: k, c: sums.get(beta.join()) ?? 0 };
  };
  const lowest = link.r === 1 ? 0 : 1;
  const axes = Array.from({ length: link.r }, (_, axis): AxisBars => ({
    axis,
    bars: Array.from({ length: degree + 1 - lowest }, (_unused, i) => bar(axis, i + lowest)),
  }));
  const constant = bar(0, 0);
  return link.r === 1 || constant.c === 0 ? axes : [{ axis: null, bars: [constant] }, ...axes];
}

/** The link with coefficient `c` on H_beta; without the term when `c` is 0. Other terms keep their place. */
export function withCoefficient(link: HermiteLink, beta: readonly number[], c: number): HermiteLink {
  const isBeta = (term: HermiteTerm): boolean => term.beta.join() === beta.join();
  const at = link.terms.findIndex(isBeta);
  const changed = at < 0 ? [...link.terms, { beta, c }] : link.terms.with(at, { beta, c });
  const terms = changed.filter((term, i) => !isBeta(term) || (c !== 0 && (at < 0 || i === at)));
  return { ...link, terms };
}
