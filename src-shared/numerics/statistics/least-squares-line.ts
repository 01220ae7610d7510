import { log } from '../elementary';
import { square } from '../raise';
import type { Interval } from './interval';
import type { LineData, LineFit } from './line-data';
import { studentQuantile } from './student-quantile';

/**
 * Least-squares line through the values that are not censored, of which there are at least two with different x
 * (otherwise all is NaN). Slope Σ(x − x̄)(y − ȳ)/S, S = Σ(x − x̄)², its standard error scatter/√S
 * (N. Draper, H. Smith, Applied Regression Analysis, 3rd ed. 1998, §1.4).
 */
export function leastSquaresLine({ x, y, censored, weights }: LineData): LineFit {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    const w = censored[i] === 0 ? weights[i]! : 0;
    n += w;
    sumX += w * x[i]!;
    sumY += w * y[i]!;
  }
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const w = censored[i] === 0 ? weights[i]! : 0;
    xx += w * square(x[i]! - meanX);
    xy += w * (x[i]! - meanX) * (y[i]! - meanY);
  }
  const slope = xy / xx;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const w = censored[i] === 0 ? weights[i]! : 0;
    squares += w * square(y[i]! - meanY - slope * (x[i]! - meanX));
  }
  const degreesOfFreedom = n - 2;
  const scatter = Math.sqrt(squares / degreesOfFreedom);
  return {
    intercept: meanY - slope * meanX,
    slope,
    scatter,
    interceptError: scatter * Math.sqrt(1 / n + square(meanX) / xx),
    slopeError: scatter / Math.sqrt(xx),
    degreesOfFreedom,
    logLikelihood: -(n / 2) * (log((2 * Math.PI * squares) / n) + 1),
  };
}

/** Confidence interval slope ± t·(standard error), t Student's quantile with n − 2 ≥ 1 degrees of freedom. */
export function studentSlopeInterval(
  { slope, slopeError, degreesOfFreedom }: LineFit,
  level: number,
): Interval {
  const halfWidth = studentQuantile(degreesOfFreedom, level) * slopeError;
  return { low: slope - halfWidth, high: slope + halfWidth };
}
