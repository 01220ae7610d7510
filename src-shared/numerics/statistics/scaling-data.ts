import type { LineData } from './line-data';
import { repeatedQuantile } from './order-statistics';

/** A measured time, for example an escape time at one dimension and seed. */
export interface ScalingPoint {
  /** What the time is measured against, mostly d; positive. */
  readonly x: number;
  /** The time τ, or the horizon of the run where it is censored; positive. */
  readonly tau: number;
  /** True when the run ended at time `tau` without the event: τ is only known to be larger. */
  readonly censored: boolean;
  /** Seed of the run's start. One seed gives related starts at every d (theory.md §4), so its times are not independent. */
  readonly seed?: number;
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
  return [Math.log(x), model === 'power' ? Math.log(tau) : tau];
}

/** The time a line predicts at x. */
export function timeOnLine(
  model: ScalingModel,
  { intercept, slope }: { readonly intercept: number; readonly slope: number },
  x: number,
): number {
  const y = intercept + slope * Math.log(x);
  return model === 'power' ? Math.exp(y) : y;
}

/** The observations of a line for usable points, each counted `weights` times. */
export function lineThroughPoints(
  points: readonly ScalingPoint[],
  model: ScalingModel,
  weights: Uint32Array,
): LineData {
  const coordinates = points.map(({ x, tau }) => lineCoordinates(model, x, tau));
  return {
    x: Float64Array.from(coordinates, ([x]) => x),
    y: Float64Array.from(coordinates, ([, y]) => y),
    censored: Uint8Array.from(points, ({ censored }) => (censored ? 1 : 0)),
    weights,
  };
}

/**
 * The observations of a line through medians: one for every distinct x, ascending, the median of its points (each counted
 * `weights` times). Points censored below the median make it wrong by nothing as long as it is observed; a median among
 * censored points is censored at the smallest horizon of those.
 */
export function lineThroughMedians(
  points: readonly ScalingPoint[],
  model: ScalingModel,
  weights: Uint32Array,
): LineData {
  const medians = distinct(points).flatMap((x): readonly ScalingPoint[] => {
    const members = points.flatMap((point, i) => (point.x === x && weights[i] !== 0 ? [i] : []));
    return members.length === 0 ? [] : [medianPoint(x, members, points, weights)];
  });
  return lineThroughPoints(medians, model, new Uint32Array(medians.length).fill(1));
}

/** The distinct x of points, ascending. */
export function distinct(points: readonly ScalingPoint[]): readonly number[] {
  return [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
}

function medianPoint(
  x: number,
  members: readonly number[],
  points: readonly ScalingPoint[],
  weights: Uint32Array,
): ScalingPoint {
  const time = (i: number): number => (points[i]!.censored ? Infinity : points[i]!.tau);
  const order = [...members].sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
  const tau = repeatedQuantile(order.map(time), (position) => weights[order[position]!]!, 0.5);
  if (tau < Infinity) return { x, tau, censored: false };
  const bounds = members.filter((i) => points[i]!.censored).map((i) => points[i]!.tau);
  return { x, tau: Math.min(...bounds), censored: true };
}
