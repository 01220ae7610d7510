/** Sums of squares in between have lost no term to overflow or underflow that mattered. */
const SAFE = { smallest: 1e-280, largest: 1e280 } as const;

/**
 * √Σ x_i², right also where squares overflow or vanish; NaN when an entry is, 0 for no entries. Math.hypot does not have
 * the same bits everywhere (see elementary.ts).
 */
export function euclideanNorm(x: ArrayLike<number>): number {
  const plain = sumOfSquares(x, 1);
  if (plain > SAFE.smallest && plain < SAFE.largest) return Math.sqrt(plain);
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]!));
  return largest > 0 && largest < Infinity ? largest * Math.sqrt(sumOfSquares(x, largest)) : largest;
}

/** Σ (x_i/unit)². */
function sumOfSquares(x: ArrayLike<number>, unit: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const ratio = x[i]! / unit;
    sum += ratio * ratio;
  }
  return sum;
}
