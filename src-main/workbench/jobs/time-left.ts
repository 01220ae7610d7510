import type { RunSpec } from '@shared/model/run';

/** Below this part of the way nothing can be said about the rest. */
const SMALLEST_PART = 0.02;

/**
 * Estimated milliseconds a run still takes that reached flow time `t` after `elapsed` milliseconds; null while unknown.
 * The work of an implicit method is spread about evenly over the decades of time, not over time (numerics.md §3.1).
 */
export function millisecondsLeft(
  spec: Pick<RunSpec, 'firstSampleTime' | 'horizon'>,
  t: number,
  elapsed: number,
): number | null {
  const part = Math.log(t / spec.firstSampleTime) / Math.log(spec.horizon / spec.firstSampleTime);
  if (!(part >= SMALLEST_PART)) return null;
  return part >= 1 ? 0 : (elapsed * (1 - part)) / part;
}
