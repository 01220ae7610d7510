import { decadeCount } from './decades';
import type { Axis } from './figure-spec';

/** `value` where the axis can show it: on a log axis nothing is dropped but drawn at `floor`, infinities at the ends. */
export function showable(value: number, axis: Axis, floor: number): number {
  if (value === Infinity) return axis.range[1];
  if (axis.scale === 'log') return value > 0 ? value : floor;
  return Number.isFinite(value) ? value : axis.range[0];
}

/** Position of a value along an axis, 0 at its beginning and 1 at its end. */
export function axisPlace(value: number, axis: Axis): number {
  return axisPlacer(axis)(value);
}

/** `axisPlace` on one axis, for many values: what depends on the axis alone is worked out once. */
export function axisPlacer({ scale, range }: Axis): (value: number) => number {
  const [low, high] = range;
  const length = scale === 'log' ? decadeCount(range) : high - low;
  return scale === 'log' ? (value) => Math.log10(value / low) / length : (value) => (value - low) / length;
}

/** Position of a value along an axis, from 0 to 1, or the end that is nearest. */
export function axisFraction(value: number, axis: Axis): number {
  const place = axisPlace(axis.scale === 'log' ? Math.max(value, axis.range[0]) : value, axis);
  return Math.min(1, Math.max(0, place));
}

/** The value, or the nearest end of the axis. */
export function clampTo(value: number, axis: Axis): number {
  return Math.min(axis.range[1], Math.max(axis.range[0], value));
}
