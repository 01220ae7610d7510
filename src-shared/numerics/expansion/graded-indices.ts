import { multiIndices } from '../correlation/multi-indices';

/**
 * The multi-indices of N^n with |beta| ≤ degree, by total degree and then in reverse lexicographic order. Those up to
 * any smaller degree are a beginning of the list.
 */
export interface GradedIndices {
  readonly indices: readonly (readonly number[])[];
  /** `upTo[k]`: how many have total degree ≤ k. */
  readonly upTo: Int32Array;
}

/** The graded multi-indices of N^n, n ≥ 0 (N^0 has the empty index alone). */
export function gradedIndices(n: number, degree: number): GradedIndices {
  const indices: (readonly number[])[] = [];
  const upTo = new Int32Array(degree + 1);
  for (let k = 0; k <= degree; k++) {
    if (n > 0) indices.push(...multiIndices(n, k));
    else if (k === 0) indices.push([]);
    upTo[k] = indices.length;
  }
  return { indices, upTo };
}

/** Number of multi-indices of N^n with |beta| ≤ degree: binomial(n + degree, n). None for degree −1, where n ≥ 1. */
export function countUpTo(n: number, degree: number): number {
  let count = 1;
  for (let i = 1; i <= n; i++) count = (count * (degree + i)) / i;
  return Math.round(count);
}

/**
 * For coefficients arranged by the degree b of one axis and then by the graded indices of the other n axes: where entry
 * (b, j) stands among the graded indices of all n + 1 axes, the separate axis being the first. `positions[b]` has one
 * entry for each j with total degree ≤ degree − b.
 */
export function positionsWithFirstAxis(n: number, degree: number): readonly Int32Array[] {
  return Array.from({ length: degree + 1 }, (_, b) => {
    const positions = new Int32Array(countUpTo(n, degree - b));
    for (let k = b, j = 0; k <= degree; k++) {
      // Before (b, j) are all indices of a smaller total degree, and of its own those with a larger b: these are as many as
      // there are indices j of a smaller degree.
      const before = countUpTo(n + 1, k - 1);
      for (const end = countUpTo(n, k - b); j < end; j++) positions[j] = before + j;
    }
    return positions;
  });
}
