import type { Range } from './decades';
import type { Axis } from './figure-spec';

/** Least stretch of an axis: of a log axis a factor that six digits still divide; rounding of a linear one. */
const LEAST_DECADES = 0.01;
const LEAST_RELATIVE_SPAN = 1e-9;

/** Positions on which zooming and panning are plain arithmetic. */
function place(scale: Axis['scale']): {
  readonly to: (value: number) => number;
  readonly from: (position: number) => number;
} {
  return scale === 'log'
    ? { to: Math.log10, from: (position) => 10 ** position }
    : { to: (value) => value, from: (position) => position };
}

/** The value at a fraction (0 to 1) of an axis. */
export function valueAt(range: Range, scale: Axis['scale'], fraction: number): number {
  const { to, from } = place(scale);
  return from(to(range[0]) + fraction * (to(range[1]) - to(range[0])));
}

/** Where a value stands on an axis, 0 to 1 inside the range. */
export function fractionOf(range: Range, scale: Axis['scale'], value: number): number {
  const { to } = place(scale);
  return (to(value) - to(range[0])) / (to(range[1]) - to(range[0]));
}

/**
 * The range with its length multiplied by `factor` about the value at `fraction`, which stays where it is. Never shorter
 * than what an axis can label, never longer than `whole`, into which it is moved; null once it is the whole.
 */
export function zoomed(
  range: Range,
  scale: Axis['scale'],
  fraction: number,
  factor: number,
  whole: Range,
): Range | null {
  const { to } = place(scale);
  const least =
    scale === 'log' ? LEAST_DECADES : LEAST_RELATIVE_SPAN * Math.max(Math.abs(range[0]), Math.abs(range[1]));
  const length = to(range[1]) - to(range[0]);
  const next = Math.max(Math.min(least, to(whole[1]) - to(whole[0])), length * factor);
  const start = to(range[0]) + fraction * (length - next);
  return inside(start, next, scale, whole);
}

/** The range moved by `share` of its length (positive: towards larger values), not beyond `whole`. */
export function panned(range: Range, scale: Axis['scale'], share: number, whole: Range): Range | null {
  const { to } = place(scale);
  const length = to(range[1]) - to(range[0]);
  return inside(to(range[0]) + share * length, length, scale, whole);
}

function inside(start: number, length: number, scale: Axis['scale'], whole: Range): Range | null {
  const { to, from } = place(scale);
  const [low, high] = [to(whole[0]), to(whole[1])];
  if (length >= (high - low) * (1 - 1e-9)) return null;
  const moved = Math.min(Math.max(start, low), high - length);
  return [from(moved), from(moved + length)];
}
