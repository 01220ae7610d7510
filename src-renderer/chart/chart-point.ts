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

/** Points of a line on either side of the pointer that are looked at: a jump is between two of them. */
const NEIGHBOURS = 3;

/** Distance in px of the pointer from a line over increasing x; Infinity where the line has not begun or has ended. */
export function distanceToLine(
  x: Float64Array,
  y: Float64Array,
  { x: pointX, y: pointY, width, height }: ChartPoint,
  panel: Pick<Panel, 'x' | 'y'>,
): number {
  const at = nearestIndex(x, pointX);
  const placeOf = (j: number): readonly [number, number] => [
    (fractionOf(panel.x.range, panel.x.scale, x[j] ?? NaN) -
      fractionOf(panel.x.range, panel.x.scale, pointX)) *
      width,
    (fractionOf(panel.y.range, panel.y.scale, y[j] ?? NaN) -
      fractionOf(panel.y.range, panel.y.scale, pointY)) *
      height,
  ];
  let nearest = Infinity;
  for (let j = Math.max(0, at - NEIGHBOURS); j < Math.min(x.length - 1, at + NEIGHBOURS); j++) {
    const distance = distanceToSegment(placeOf(j), placeOf(j + 1));
    if (distance < nearest) nearest = distance;
  }
  return nearest;
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
