import type { PredictedEscape } from '@shared/numerics/ladder/ladder';

/** How a waiting time grows with d, as TeX. */
export function growthTeX(growth: PredictedEscape['growth']): string {
  return growth.kind === 'constant' ? 'O(1)' : `\\sim ${lawTeX(growth)}`;
}

/**
 * A waiting time as its constant times its law, as TeX: 0.51 log d, 0.23 d². With a waiting time that does not grow, the
 * law alone.
 */
export function waitTeX(growth: PredictedEscape['growth'], wait: number, dimension: number): string {
  if (growth.kind === 'constant') return 'O(1)';
  const law = growth.kind === 'logarithmic' ? Math.log(dimension) : dimension ** growth.exponent;
  return `${short(wait / law)}\\,${lawTeX(growth)}`;
}

function lawTeX(growth: Exclude<PredictedEscape['growth'], { kind: 'constant' }>): string {
  if (growth.kind === 'logarithmic') return '\\log d';
  return growth.exponent === 1 ? 'd' : `d^{${exponentTeX(growth.exponent)}}`;
}

/** Exponents are multiples of one half. */
function exponentTeX(exponent: number): string {
  return Number.isInteger(exponent) ? String(exponent) : `${2 * exponent}/2`;
}

/** A constant with three digits. */
function short(value: number): string {
  if (value === 0 || (value >= 1e-3 && value < 1e4)) return String(Number(value.toPrecision(3)));
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  return `${mantissa}\\cdot10^{${Number(exponent)}}`;
}
