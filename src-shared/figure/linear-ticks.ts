import type { Range } from './decades';

/** Most intervals between labelled ticks of a linear axis. */
export const MOST_LINEAR_INTERVALS = 4;

/** Step of 1, 2 or 5 times a power of ten that gives at most `most` intervals over `span` > 0. */
export function roundStep(span: number, most: number): number {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const multiple = [1, 2, 5, 10].find((candidate) => candidate * power >= raw * (1 - 1e-9)) ?? 10;
  return multiple * power;
}

/**
 * Multiples of a round step inside the range, at most `most` intervals; no accumulated rounding. None where numbers are too
 * close or too far apart to be told from each other.
 */
export function linearTicks(range: Range, most: number): number[] {
  const step = roundStep(range[1] - range[0], most);
  const first = Math.ceil(range[0] / step - 1e-9);
  const last = Math.floor(range[1] / step + 1e-9);
  if (!(last - first <= 2 * most)) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
