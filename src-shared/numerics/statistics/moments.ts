import { square } from '../raise';

/** Arithmetic mean; NaN without values, +Infinity as soon as one value is censored (+Infinity). */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Standard deviation √(Σ (x − x̄)²/(n − 1)) of a sample, in two passes; NaN for fewer than two values and for values that
 * are not finite.
 */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += square(values[i]! - centre);
  return Math.sqrt(squares / (values.length - 1));
}

/** Standard error of the mean, SD/√n; NaN where the standard deviation is. */
export function standardError(values: ArrayLike<number>): number {
  return standardDeviation(values) / Math.sqrt(values.length);
}
