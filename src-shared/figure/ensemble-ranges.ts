import { decade, decadeAbove, decadeBelow, roundAbove, type Range } from './decades';
import type { EnsembleInput } from './ensemble-figure';

/** What is beyond these sizes is no value of a loss, an overlap or a time. */
const SMALLEST = 1e-300;
const LARGEST = 1e300;
/** Decades of a log axis that are drawn below its top: what decays further leaves the panel through its floor. */
const MOST_DECADES = 4;
/** Room between the largest value and the top of a log axis, as a factor: a curve is not to run along the frame. */
const HEADROOM = 1.1;
/** Relative change of a curve that counts as the first thing to be seen in it. */
const VISIBLE_CHANGE = 0.01;
/** Quiet time drawn before that, in decades. */
const LEAD_DECADES = 1;
/** Time drawn after the last curve has left the panel, in decades. */
const TAIL_DECADES = 1;

/** The axes of all panels of an ensemble figure; the same whichever of its curves are shown. */
export function ensembleRanges(input: Pick<EnsembleInput, 'panels' | 'xScale' | 'yScale'>): {
  readonly x: Range;
  readonly y: Range;
} {
  const conditions = input.panels.flatMap((panel) => panel.conditions);
  const curves = conditions.flatMap((condition) => condition.curves);
  const bands = conditions.flatMap(({ band }) => (band ? [band] : []));
  const xs = [...curves, ...bands].map(({ x }) => extentOf(x));
  const middles = bands.map(({ x, centre }) => ({ x, y: centre }));
  const edges = bands.flatMap(({ x, lower, upper }) => [lower, upper].map((y) => ({ x, y })));
  const lines = [...curves, ...middles];
  const ys = [...lines, ...edges].map(({ y }) => extentOf(y));
  const y = input.yScale === 'log' ? deepRange(ys) : linearRange(ys);
  if (input.xScale === 'linear') return { x: linearRange(xs), y };
  const first = lines.reduce((least, line) => Math.min(least, firstChange(line)), Infinity);
  const floor = input.yScale === 'log' ? y[0] : -Infinity;
  const last = [...lines, ...edges].reduce((most, line) => Math.max(most, lastAbove(line, floor)), 0);
  return { x: eventfulRange(wholeDecades(xs), first, last), y };
}

/** A curve of the figure. */
interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The values that an axis can show: all of them, and the positive ones. Empty where low > high. */
interface Extent {
  readonly low: number;
  readonly high: number;
  readonly positive: Range;
}

/** Extents known already: a figure is composed again with every move of the pointer, its curves stay. */
const extents = new WeakMap<Float64Array, Extent>();

function extentOf(values: Float64Array): Extent {
  const known = extents.get(values);
  if (known) return known;
  let [low, high, positive] = [Infinity, -Infinity, Infinity];
  for (const value of values) {
    if (!(Math.abs(value) < LARGEST)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value > SMALLEST && value < positive) positive = value;
  }
  const extent: Extent = { low, high, positive: [positive, high > SMALLEST ? high : 0] };
  extents.set(values, extent);
  return extent;
}

function positiveExtent(all: readonly Extent[]): Range {
  return all.reduce<Range>(
    ([low, high], { positive }) => [Math.min(low, positive[0]), Math.max(high, positive[1])],
    [Infinity, 0],
  );
}

/** Whole decades, at least one, that hold everything positive. */
function wholeDecades(all: readonly Extent[]): Range {
  const [low, high] = positiveExtent(all);
  if (high === 0) return [1, 10];
  const first = decadeBelow(low);
  return [decade(first), decade(Math.max(decadeAbove(high), first + 1))];
}

/**
 * Of whole decades those from a decade before the first thing that can be seen in any curve or middle of a band, to a decade
 * after the last of them has left the panel through its floor.
 */
function eventfulRange(whole: Range, first: number, last: number): Range {
  const end = last > 0 ? Math.min(whole[1], decade(decadeAbove(last) + TAIL_DECADES)) : whole[1];
  const start = first > 0 && first < Infinity ? decade(decadeBelow(first) - LEAD_DECADES) : whole[0];
  return [Math.min(Math.max(whole[0], start), end / 10), end];
}

/** First changes known already, by x and y. */
const firstChanges = new WeakMap<Float64Array, WeakMap<Float64Array, number>>();

/** The x at which a curve has visibly left its first value; Infinity where it never does. */
function firstChange({ x, y }: Line): number {
  const ofX = firstChanges.get(x) ?? new WeakMap<Float64Array, number>();
  firstChanges.set(x, ofX);
  const known = ofX.get(y);
  if (known !== undefined) return known;
  const start = y.find(Number.isFinite) ?? 0;
  const at = y.findIndex((value) => Math.abs(value - start) > VISIBLE_CHANGE * Math.abs(start));
  const change = at < 0 ? Infinity : (x[at] ?? Infinity);
  ofX.set(y, change);
  return change;
}

/** The last x at which a curve is above the floor; 0 where it never is. */
function lastAbove({ x, y }: Line, floor: number): number {
  return x[y.findLastIndex((value) => value > floor)] ?? 0;
}

/** The smallest range from 0 or below that holds all finite values, with a little room above. */
function linearRange(all: readonly Extent[]): Range {
  const low = all.reduce((least, extent) => Math.min(least, extent.low), 0);
  const high = all.reduce((most, extent) => Math.max(most, extent.high), 0);
  const room = 0.04 * (high - low);
  return high > low ? [low === 0 ? 0 : low - room, high + room] : [0, 1];
}

/** A log axis up to a round number above the largest value, without what is only rounding. */
function deepRange(all: readonly Extent[]): Range {
  const [low, high] = positiveExtent(all);
  if (high === 0) return [1, 10];
  const top = roundAbove(HEADROOM * high);
  const bottom = decade(Math.max(decadeBelow(low), decadeBelow(top) - MOST_DECADES));
  return [bottom < top ? bottom : top / 10, top];
}
