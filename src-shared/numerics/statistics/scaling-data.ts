import { exp, log } from '../elementary';
import type { Measurement } from './clustered-bootstrap';

/** A measured time, for example an escape time at one dimension and seed. */
export interface ScalingPoint extends Measurement {
  /** What the time is measured against, mostly d; positive. */
  readonly x: number;
  /** The time τ, or the horizon of the run where it is censored; positive. */
  readonly tau: number;
  /** True when the run ended at time `tau` without the event: τ is only known to be larger. */
  readonly censored: boolean;
}

/** How τ depends on x. */
export type ScalingModel =
  /** ln τ = intercept + slope·ln x: τ ∝ x^slope with errors of equal relative size. */
  | 'power'
  /** τ = intercept + slope·ln x, with errors of equal absolute size, as logarithmic escapes have them (theory.md §7.2). */
  | 'logarithmic';

/** What one line is drawn through. */
export type ScalingEstimator =
  /** Every point: the mean of ln τ (power) or τ (logarithmic) as a function of ln x. */
  | 'mean'
  /** The median of τ at each x, censored where the median is beyond the horizon: for heavy tails. */
  | 'median';

/** What became of one of the points that were given. */
export type PointUse = 'observed' | 'censored' | 'outside-range' | 'unusable';

/** Whether a point takes part: x must lie in `range`, x and τ must be positive and finite. */
export function pointUse(
  { x, tau, censored }: ScalingPoint,
  range: readonly [number, number] | null,
): PointUse {
  if (!(x > 0 && x < Infinity && tau > 0 && tau < Infinity)) return 'unusable';
  if (range !== null && !(x >= range[0] && x <= range[1])) return 'outside-range';
  return censored ? 'censored' : 'observed';
}

/** The coordinates of a straight line: ln x against ln τ or τ. */
export function lineCoordinates(model: ScalingModel, x: number, tau: number): readonly [number, number] {
  return [log(x), model === 'power' ? log(tau) : tau];
}

/** The time a line predicts at x. */
export function timeOnLine(
  model: ScalingModel,
  { intercept, slope }: { readonly intercept: number; readonly slope: number },
  x: number,
): number {
  const y = intercept + slope * log(x);
  return model === 'power' ? exp(y) : y;
}

/** The distinct x of points, ascending. */
export function distinct(points: readonly ScalingPoint[]): readonly number[] {
  return [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
}
