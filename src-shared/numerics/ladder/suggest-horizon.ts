import { log } from '../elementary';
import type { PredictedEscape } from './ladder';

/** Horizon when no escape is predicted: long enough to see that nothing happens. */
const FALLBACK_HORIZON = 1e3;

/**
 * A horizon that shows all predicted escapes: the smallest power of ten at least ten times the last of them; 1000 when
 * none is predicted, and never below 10.
 */
export function suggestHorizon(escapes: readonly PredictedEscape[]): number {
  const times = escapes.flatMap(({ time }) => (time === null ? [] : [time]));
  if (times.length === 0) return FALLBACK_HORIZON;
  const needed = 10 * Math.max(1, ...times);
  const power = Math.ceil(log(needed) / Math.LN10 - 1e-12);
  // Written as a decimal literal so that 10^23 and its like are the nearest doubles.
  return Number(`1e${power}`);
}
