/** Observations of a straight line y = intercept + slope·x + σ·(standard normal), some of them right-censored. */
export interface LineData {
  /** All n long. */
  readonly x: Float64Array;
  /** Value of y, or the bound it exceeds where it is censored. */
  readonly y: Float64Array;
  /** 1 where y is only known to exceed the bound. */
  readonly censored: Uint8Array;
  /** How often each observation counts, a whole number ≥ 0: 1 for data, other numbers in bootstrap resamples. */
  readonly weights: Uint32Array;
}

/** A fitted straight line. */
export interface LineFit {
  readonly intercept: number;
  readonly slope: number;
  /** Standard deviation of y about the line, with n − 2 in its denominator, n the number of values not censored. */
  readonly scatter: number;
  /** Standard errors; NaN with only two values. */
  readonly interceptError: number;
  readonly slopeError: number;
  /** Degrees of freedom: values not censored minus 2. */
  readonly degreesOfFreedom: number;
  /** Maximum of ln likelihood: ln density of what was observed and ln probability of exceeding the bounds. */
  readonly logLikelihood: number;
}

/** Number of values not censored, and how many distinct x they have, weights 0 left out. */
export function countObserved({ x, censored, weights }: LineData): {
  readonly observed: number;
  readonly distinctX: number;
} {
  let observed = 0;
  const found = new Set<number>();
  for (let i = 0; i < x.length; i++) {
    if (censored[i] !== 0 || weights[i] === 0) continue;
    observed += weights[i]!;
    found.add(x[i]!);
  }
  return { observed, distinctX: found.size };
}
