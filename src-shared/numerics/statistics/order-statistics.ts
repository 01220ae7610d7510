import type { Interval } from './interval';

/** The values that are not NaN, ascending; +Infinity (a time beyond the horizon) comes last. */
export function ascending(values: ArrayLike<number>): Float64Array {
  const numbers = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  return numbers.sort();
}

/**
 * The p-quantile, 0 ≤ p ≤ 1, of values in ascending order: x_(j) + (h − j)(x_(j+1) − x_(j)) with h = (n − 1)p and
 * j = ⌊h⌋ counted from 0 (type 7 of R. J. Hyndman, Y. Fan, Amer. Statist. 50, 1996; NumPy's default). Censored values
 * stand as +Infinity at the end: a quantile that needs one of them is +Infinity, that is, beyond the horizon. NaN
 * without values.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const { below, above, fraction } = quantileRanks(sorted.length, p);
  return betweenRanks(sorted[below] ?? NaN, sorted[above] ?? NaN, fraction);
}

/** Middle value of values in ascending order: the ½-quantile. */
export function median(sorted: ArrayLike<number>): number {
  return quantile(sorted, 0.5);
}

/** Lower and upper quartile of values in ascending order. */
export function interquartile(sorted: ArrayLike<number>): Interval {
  return { low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/**
 * The p-quantile of the collection that holds value number i (ascending) `multiplicity(i)` times: what `quantile` gives
 * for it written out, without writing it out.
 */
export function repeatedQuantile(
  sorted: ArrayLike<number>,
  multiplicity: (position: number) => number,
  p: number,
): number {
  let total = 0;
  for (let i = 0; i < sorted.length; i++) total += multiplicity(i);
  const { below, above, fraction } = quantileRanks(total, p);
  let lower = NaN;
  let passed = 0;
  for (let i = 0; i < sorted.length; i++) {
    passed += multiplicity(i);
    if (Number.isNaN(lower) && passed > below) lower = sorted[i]!;
    if (passed > above) return betweenRanks(lower, sorted[i]!, fraction);
  }
  return NaN;
}

/** Ranks, from 0, of the two order statistics a p-quantile of n values lies between. */
function quantileRanks(
  n: number,
  p: number,
): { readonly below: number; readonly above: number; readonly fraction: number } {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs 0 ≤ p ≤ 1, and p is ${p}`);
  const rank = (n - 1) * p;
  const below = Math.floor(rank);
  const fraction = rank - below;
  return { below, above: fraction === 0 ? below : below + 1, fraction };
}

/** Equal ends are not subtracted: ∞ − ∞ is no number. */
function betweenRanks(low: number, high: number, fraction: number): number {
  return low === high ? low : low + fraction * (high - low);
}
