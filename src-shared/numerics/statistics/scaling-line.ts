import type { LineData } from './line-data';
import { repeatedQuantile } from './order-statistics';
import {
  distinct,
  lineCoordinates,
  type ScalingEstimator,
  type ScalingModel,
  type ScalingPoint,
} from './scaling-data';

/** The observations of a line when point i counts weights[i] times; made once for many bootstrap resamples. */
export type WeightedLine = (weights: Uint32Array) => LineData;

/** What a line is drawn through: the usable points themselves, or their medians at each x. */
export function weightedLine(
  points: readonly ScalingPoint[],
  model: ScalingModel,
  estimator: ScalingEstimator,
): WeightedLine {
  return estimator === 'mean' ? lineThroughPoints(points, model) : lineThroughMedians(points, model);
}

function lineThroughPoints(points: readonly ScalingPoint[], model: ScalingModel): WeightedLine {
  const columns = lineColumns(points, model);
  return (weights) => ({ ...columns, weights });
}

function lineColumns(
  points: readonly ScalingPoint[],
  model: ScalingModel,
): Pick<LineData, 'x' | 'y' | 'censored'> {
  const coordinates = points.map(({ x, tau }) => lineCoordinates(model, x, tau));
  return {
    x: Float64Array.from(coordinates, ([x]) => x),
    y: Float64Array.from(coordinates, ([, y]) => y),
    censored: Uint8Array.from(points, ({ censored }) => (censored ? 1 : 0)),
  };
}

/**
 * One observation for every distinct x: the median of its points, censored ones counted as later than all others, which is
 * right when they are censored beyond the median. A median among censored points is censored at the smallest horizon of
 * those. Weights of the medians are 1.
 */
function lineThroughMedians(points: readonly ScalingPoint[], model: ScalingModel): WeightedLine {
  const groups = distinct(points).map((x) => groupAt(x, points));
  return (weights) => {
    const medians = groups.map((group) => medianOf(group, weights)).filter((median) => median !== null);
    return { ...lineColumns(medians, model), weights: new Uint32Array(medians.length).fill(1) };
  };
}

/** The points at one x. */
interface PointGroup {
  readonly x: number;
  /** Positions of the points by time, censored ones last. */
  readonly order: readonly number[];
  /** Their times in this order, +Infinity where censored. */
  readonly times: readonly number[];
  /** Smallest horizon of the censored ones. */
  readonly bound: number;
}

function groupAt(x: number, points: readonly ScalingPoint[]): PointGroup {
  const time = (i: number): number => (points[i]!.censored ? Infinity : points[i]!.tau);
  const members = [...points.keys()].filter((i) => points[i]!.x === x);
  const order = members.sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
  const bounds = points.filter((point) => point.x === x && point.censored).map(({ tau }) => tau);
  return { x, order, times: order.map(time), bound: Math.min(...bounds) };
}

/** The median as a point; null when no point of the group counts. */
function medianOf({ x, order, times, bound }: PointGroup, weights: Uint32Array): ScalingPoint | null {
  const tau = repeatedQuantile(times, (position) => weights[order[position]!]!, 0.5);
  if (Number.isNaN(tau)) return null;
  return tau < Infinity ? { x, tau, censored: false } : { x, tau: bound, censored: true };
}
