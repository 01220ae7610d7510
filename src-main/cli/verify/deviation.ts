import type { HermiteTerm } from '@shared/model/link';
import { canonicalTerms } from '@shared/numerics/link/hermite-table';

/** Largest |a_i − b_i|; infinite when the lengths differ, NaN when an entry is. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(difference)) return NaN;
  }
  return largest;
}

/** Largest |c_beta − c_beta'| of two links given by their terms; terms that are not listed are 0. */
export function linkDifference(a: readonly HermiteTerm[], b: readonly HermiteTerm[]): number {
  const difference = canonicalTerms([...a, ...b.map(({ beta, c }) => ({ beta, c: -c }))]);
  return difference.reduce((most, { c }) => (Number.isNaN(c) ? NaN : Math.max(most, Math.abs(c))), 0);
}

/** |computed − expected| / expected for times; 0 when both are null or both 0, infinite when one of them is. */
export function relativeTimeDifference(computed: number | null, expected: number | null): number {
  if (computed === expected) return 0;
  if (computed === null || expected === null || expected === 0) return Infinity;
  return Math.abs(computed - expected) / expected;
}

/** Values smaller than this are compared absolutely: their last digits are rounding of terms of size 1. */
const SMALLEST_SCALE = 1e-7;

/** `largestDifference` relative to the largest |expected_i|, but never to less than 1e-7. */
export function scaledDifference(computed: ArrayLike<number>, expected: ArrayLike<number>): number {
  let scale = SMALLEST_SCALE;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i] ?? 0));
  return largestDifference(computed, expected) / scale;
}
