import { axisPlacer } from './axis-values';
import type { Axis } from './figure-spec';
import type { Box } from './layout';

/** How far, in px, a line may run beside a point that is left out: less than an eye or a screen can tell. */
const TOLERANCE = 0.2;

/**
 * The points of a line (t, y, t, y, …; t ascending) without those that nobody would miss in a box of this size: from each
 * kept point on, as many are left out as the straight line to the next kept one passes within a fifth of a pixel. A live
 * run on a plateau is a handful of points instead of hundreds. Unlike sampling by count it is right on logarithmic axes.
 * `lefts` are the `placesAcross` of the points, for who has them from another line over the same times.
 */
export function seenPoints(
  points: Float64Array,
  x: Axis,
  y: Axis,
  box: Box,
  lefts: Float64Array = placesAcross(points, x, box),
): Float64Array {
  const count = points.length / 2;
  if (count < 3) return points;
  const kept = new Float64Array(points.length);
  let size = 0;
  let anchor = -1;
  const keep = (i: number): void => {
    if (i === anchor) return;
    anchor = i;
    kept[size] = points[2 * i] ?? NaN;
    kept[size + 1] = points[2 * i + 1] ?? NaN;
    size += 2;
  };
  const place = axisPlacer(y);
  const up = (i: number): number => box.height * place(points[2 * i + 1] ?? NaN);

  keep(0);
  let fromLeft = lefts[0] ?? NaN;
  let fromUp = up(0);
  /** Slopes of the straight lines from the last kept point that pass near enough to all since. */
  let least = -Infinity;
  let most = Infinity;
  let lastLeft = fromLeft;
  let lastUp = fromUp;
  for (let i = 1; i < count; i++) {
    const toLeft = lefts[i] ?? NaN;
    const toUp = up(i);
    const along = toLeft - fromLeft;
    const slope = (toUp - fromUp) / along;
    // Also where a value is NaN, or time stands still.
    if (!(slope >= least && slope <= most && along > 0)) {
      keep(i - 1);
      fromLeft = lastLeft;
      fromUp = lastUp;
      least = -Infinity;
      most = Infinity;
    }
    const reach = toLeft - fromLeft;
    least = Math.max(least, (toUp - TOLERANCE - fromUp) / reach);
    most = Math.min(most, (toUp + TOLERANCE - fromUp) / reach);
    lastLeft = toLeft;
    lastUp = toUp;
  }
  keep(count - 1);
  return kept.subarray(0, size);
}

/** How far from the left of a box the points of a line (t, y, t, y, …) are, in px. */
export function placesAcross(points: Float64Array, x: Axis, box: Box): Float64Array {
  const place = axisPlacer(x);
  const lefts = new Float64Array(points.length / 2);
  for (let i = 0; i < lefts.length; i++) lefts[i] = box.width * place(points[2 * i] ?? NaN);
  return lefts;
}
