import type { PredictedEscape } from '@shared/numerics/ladder/ladder';

/** How a waiting time grows with d, as TeX. */
export function growthTeX(growth: PredictedEscape['growth']): string {
  switch (growth.kind) {
    case 'constant':
      return 'O(1)';
    case 'logarithmic':
      return '\\sim \\log d';
    case 'power':
      return growth.exponent === 1 ? '\\sim d' : `\\sim d^{${exponentTeX(growth.exponent)}}`;
  }
}

/** Exponents are multiples of one half. */
function exponentTeX(exponent: number): string {
  return Number.isInteger(exponent) ? String(exponent) : `${2 * exponent}/2`;
}
