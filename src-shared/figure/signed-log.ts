import { decade, decadeBelow } from './decades';
import type { Axis, MathText } from './figure-spec';
import { powerOfTen, upright } from './math-text';

/**
 * Position of a value of either sign on a scale that is linear up to `threshold` > 0 and logarithmic beyond:
 * sign(v)·log10(1 + |v|/threshold). What decays towards zero keeps its sign in sight.
 */
export function signedLog(value: number, threshold: number): number {
  return Math.sign(value) * Math.log10(1 + Math.abs(value) / threshold);
}

/** Ticks at 0 and at ±10^k beyond the threshold up to ±1; every second decade is labelled. */
export function signedLogTicks(threshold: number): NonNullable<Axis['ticks']> {
  const lowest = decadeBelow(threshold) + 1;
  const decades = Array.from({ length: Math.max(0, 1 - lowest) }, (_, i) => lowest + i);
  const label = (k: number, sign: 1 | -1): MathText => {
    if (k % 2 !== 0) return [];
    const size = k === 0 ? [upright('1')] : powerOfTen(k);
    return sign === 1 ? size : [upright('−'), ...size];
  };
  const side = (sign: 1 | -1) =>
    decades.map((k) => ({ value: sign * signedLog(decade(k), threshold), label: label(k, sign) }));
  return [...side(-1).reverse(), { value: 0, label: [upright('0')] }, ...side(1)];
}

/** Up to where overlaps in dimension d are drawn linearly: a decade below the size 1/√d they begin with. */
export function overlapThreshold(dimension: number): number {
  return decade(decadeBelow(0.1 / Math.sqrt(dimension)));
}
