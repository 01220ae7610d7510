/** A frequency estimated from independent trials, with its confidence interval. */
export interface FrequencyEstimate {
  readonly successes: number;
  readonly trials: number;
  /** successes / trials; NaN without trials. */
  readonly estimate: number;
  /** Ends of the interval, in [0, 1]. */
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile of a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson score interval of a binomial frequency (E. B. Wilson, J. Amer. Statist. Assoc. 22, 1927): honest near 0 and 1
 * and for few trials, where the normal interval is not. `z` is the two-sided normal quantile. No trials give [0, 1].
 */
export function wilsonInterval(successes: number, trials: number, z = Z_95): FrequencyEstimate {
  if (trials === 0) return { successes, trials, estimate: NaN, low: 0, high: 1 };
  const estimate = successes / trials;
  const weight = (z * z) / trials;
  const centre = (estimate + weight / 2) / (1 + weight);
  const halfWidth = Math.sqrt((estimate * (1 - estimate) + weight / 4) * weight) / (1 + weight);
  return {
    successes,
    trials,
    estimate,
    // At the ends the formula gives exactly 0 and 1, but for rounding.
    low: successes === 0 ? 0 : centre - halfWidth,
    high: successes === trials ? 1 : centre + halfWidth,
  };
}
