import { decade, decadeBelow, decadesWithin, type Range } from './decades';
import type { Axis, MathText } from './figure-spec';
import { linearTicks, MOST_LINEAR_INTERVALS } from './linear-ticks';
import { isPlainNumber, powerNumber, powerOfTen, tickNumber } from './math-text';

/** A major tick of an axis and its label, drawn where there is room. */
export interface Tick {
  /** Within the axis' range. */
  readonly value: number;
  readonly label: MathText;
}

/** Fewest labelled ticks that tell where on a log axis a value is. */
const FEWEST_LOG_TICKS = 2;

/** What major ticks are within a decade where decades alone are too few. */
const DIGITS = [1, 2, 5] as const;

/**
 * Major ticks of an axis, ascending: its own if it has any; on a linear axis round numbers; on a log axis every decade, or
 * where there are fewer than two what `withinDecades` finds.
 */
export function axisTicks({ ticks, scale, range }: Axis): readonly Tick[] {
  if (ticks !== undefined) return ticks;
  if (scale === 'linear') {
    return linearTicks(range, MOST_LINEAR_INTERVALS).map((value) => ({ value, label: tickNumber(value) }));
  }
  if (hasDecades(range)) {
    return decadesWithin(range).map((k) => ({ value: held(decade(k), range), label: powerOfTen(k) }));
  }
  const values = withinDecades(range);
  const label = values.every(isPlainNumber) ? tickNumber : powerNumber;
  return values.map((value) => ({ value: held(value, range), label: label(value) }));
}

/** Whether decades are ticks enough for a log axis of this range. */
export function hasDecades(range: Range): boolean {
  return decadesWithin(range).length >= FEWEST_LOG_TICKS;
}

/** Ticks at 1, 2 and 5 times powers of ten; where these too are fewer than two, those of a linear axis, made finer at need. */
function withinDecades(range: Range): readonly number[] {
  const [low, high] = range;
  const multiples: number[] = [];
  for (let k = decadeBelow(low); k <= decadeBelow(high); k++) {
    for (const digit of DIGITS) multiples.push(Number(`${digit}e${k}`));
  }
  const round = multiples.filter((value) => value >= low * (1 - ROUNDING) && value <= high * (1 + ROUNDING));
  // Twice as many intervals are at least three: a step is at most 5/2 of what would fill the range.
  return [
    round,
    linearTicks(range, MOST_LINEAR_INTERVALS),
    linearTicks(range, 2 * MOST_LINEAR_INTERVALS),
  ].reduce((found, finer) => (found.length < FEWEST_LOG_TICKS ? finer : found));
}

/** A relative distance that counts as rounding. */
const ROUNDING = 1e-9;

/** A tick that rounding has put outside of the range, at its end: a chart leaves out what is outside. */
function held(value: number, [low, high]: Range): number {
  return Math.min(Math.max(value, low), high);
}
