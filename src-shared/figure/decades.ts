/** A range of an axis. */
export type Range = readonly [number, number];

/** Distance in decades that counts as rounding: 9.9999999e2 is the decade 1000. */
const ROUNDING = 1e-9;

/** Largest decade exponent k with 10^k ≤ value, value > 0. */
export function decadeBelow(value: number): number {
  return Math.floor(Math.log10(value) + ROUNDING);
}

/** Smallest decade exponent k with 10^k ≥ value, value > 0. */
export function decadeAbove(value: number): number {
  // Adding 0 turns −0 into 0.
  return Math.ceil(Math.log10(value) - ROUNDING) + 0;
}

/** 10^exponent, correctly rounded for every integer exponent of a double (Math.pow is not). */
export function decade(exponent: number): number {
  return Number(`1e${exponent}`);
}

/**
 * Smallest range of whole decades, at least one, that holds every value a log axis can show (positive and finite).
 * Null when there is none.
 */
export function decadeRange(values: Iterable<number>): Range | null {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (!(value > 0) || value === Infinity) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high === 0) return null;
  const first = decadeBelow(low);
  return [decade(first), decade(Math.max(decadeAbove(high), first + 1))];
}

/** Exponents of the decades inside a positive range, ends included. */
export function decadesWithin(range: Range): number[] {
  const exponents: number[] = [];
  for (let k = decadeAbove(range[0]); k <= decadeBelow(range[1]); k++) exponents.push(k);
  return exponents;
}

/** Number of decades a positive range spans, not necessarily whole. */
export function decadeCount(range: Range): number {
  return Math.log10(range[1] / range[0]);
}

/** The smallest range that holds both. */
export function unite(a: Range, b: Range | null): Range {
  return b === null ? a : [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

/** The smallest of 1, 2, 5, 10 times a power of ten that is ≥ value. */
export function roundAbove(value: number): number {
  const power = decade(decadeBelow(value));
  return [1, 2, 5].map((digit) => digit * power).find((end) => end >= value * (1 - 1e-9)) ?? 10 * power;
}
