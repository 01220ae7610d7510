import { decadeCount } from './decades';
import type { Axis } from './figure-spec';

/** `value` where the axis can show it: on a log axis nothing is dropped but drawn at `floor`, infinities at the ends. */
export function showable(value: number, axis: Axis, floor: number): number {
  if (value === Infinity) return axis.range[1];
  if (axis.scale === 'log') return value > 0 ? value : floor;
  return Number.isFinite(value) ? value : axis.range[0];
}

/** Position of a value along an axis, from 0 to 1. */
export function axisFraction(value: number, axis: Axis): number {
  const [low, high] = axis.range;
  const position =
    axis.scale === 'log'
      ? Math.log10(Math.max(value, low) / low) / decadeCount(axis.range)
      : (value - low) / (high - low);
  return Math.min(1, Math.max(0, position));
}

/** The value, or the nearest end of the axis. */
export function clampTo(value: number, axis: Axis): number {
  return Math.min(axis.range[1], Math.max(axis.range[0], value));
}
