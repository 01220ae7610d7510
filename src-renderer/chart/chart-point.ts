import type { Axis } from '@shared/figure/figure-spec';

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

/** Length of the stretch between two values of an axis that is `pixels` long; infinite where one cannot be shown. */
export function pixelsBetween(
  a: number,
  b: number,
  { scale, range: [low, high] }: Axis,
  pixels: number,
): number {
  if (scale === 'linear') return (Math.abs(a - b) / (high - low)) * pixels;
  if (!(a > 0) || !(b > 0)) return Infinity;
  return (Math.abs(Math.log(a / b)) / Math.log(high / low)) * pixels;
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
