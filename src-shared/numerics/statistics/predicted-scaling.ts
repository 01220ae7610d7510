import type { LadderFlow, PredictedEscape } from '../ladder/ladder';
import { waitingGrowth } from '../ladder/waiting-growth';

/** How a time is predicted to grow with the ambient dimension d, to leading order. */
export interface PredictedScaling {
  readonly growth: PredictedEscape['growth'];
  /** Limit of d ln τ/d ln d: 0 for constant and logarithmic growth, which are told apart by `growth`. */
  readonly exponent: number;
}

/**
 * Predicted growth with d of the time until the last of some rungs has escaped: that of the slowest of their waiting times
 * (`waitingGrowth`, theory.md §7.2). `exponents` are their relative information exponents, for one rung the information
 * exponent s: two-timescale ln d for s = 1 and d^{s−1} else; planted O(1), ln d and d^{s/2−1} for s = 1, 2 and ≥ 3,
 * given that the start is not trapped. Null without rungs: a constant link has nothing to learn.
 */
export function predictedScaling(flow: LadderFlow, exponents: readonly number[]): PredictedScaling | null {
  if (exponents.length === 0) return null;
  // In either flow a larger exponent is never faster.
  const growth = waitingGrowth(flow, Math.max(...exponents));
  return { growth, exponent: growth.kind === 'power' ? growth.exponent : 0 };
}
