import type { Panel } from '@shared/figure/figure-spec';
import { fractionOf } from '@shared/figure/stage-zoom';

/** A point of a panel under the pointer. */
export interface ChartPoint {
  /** Position of the panel in the figure. */
  readonly panel: number;
  /** Values on its axes. */
  readonly x: number;
  readonly y: number;
  /** Size of the panel in CSS px. */
  readonly width: number;
  readonly height: number;
}

/** Distance in px of the pointer from a point of its panel; NaN where that cannot be placed. */
export function distanceToPoint(
  x: number,
  y: number,
  point: ChartPoint,
  panel: Pick<Panel, 'x' | 'y'>,
): number {
  return Math.hypot(...offsetOf(x, y, point, panel));
}

/** Points of a line on either side of the pointer that are looked at: a jump is between two of them. */
const NEIGHBOURS = 3;

/** Distance in px of the pointer from a line over increasing x; Infinity where the line has not begun or has ended. */
export function distanceToLine(
  x: Float64Array,
  y: Float64Array,
  point: ChartPoint,
  panel: Pick<Panel, 'x' | 'y'>,
): number {
  const at = nearestIndex(x, point.x);
  const placeOf = (j: number) => offsetOf(x[j] ?? NaN, y[j] ?? NaN, point, panel);
  let nearest = Infinity;
  for (let j = Math.max(0, at - NEIGHBOURS); j < Math.min(x.length - 1, at + NEIGHBOURS); j++) {
    const distance = distanceToSegment(placeOf(j), placeOf(j + 1));
    if (distance < nearest) nearest = distance;
  }
  return nearest;
}

/** Where a point of a panel is seen from the pointer, in px to the right and upwards. */
function offsetOf(
  x: number,
  y: number,
  point: ChartPoint,
  panel: Pick<Panel, 'x' | 'y'>,
): readonly [number, number] {
  const along = ({ range, scale }: Panel['x'], value: number, from: number): number =>
    fractionOf(range, scale, value) - fractionOf(range, scale, from);
  return [along(panel.x, x, point.x) * point.width, along(panel.y, y, point.y) * point.height];
}

/** Distance of the origin from the segment between two points; NaN where one of them cannot be placed. */
function distanceToSegment([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
  return Math.hypot(ax + along * dx, ay + along * dy);
}

/** Position of the value of an increasing list nearest to `at` on a log scale; −1 for an empty list. */
export function nearestIndex(values: Float64Array, at: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return values.length === 0 ? -1 : 0;
  const [before, after] = [values[low - 1] ?? NaN, values[low] ?? NaN];
  return at / before < after / at ? low - 1 : low;
}
