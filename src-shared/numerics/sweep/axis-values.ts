import type { AxisValues, SweepAxis } from '../../model/sweep';
import { exp, log } from '../elementary';

/** More values than this on one axis are taken for a slip of the hand. */
export const MOST_AXIS_VALUES = 10_000;

/**
 * The numbers of an axis, in its order: ends exact, powers of two exact, values between that come within rounding of a short
 * decimal put there, so that 1e2 … 1e4 holds the 1e3 and 0 … 1 the 0.3 it means. Throws RangeError that says what is wrong.
 */
export function axisValues(axis: AxisValues): readonly number[] {
  const values = spread(axis);
  if (values.length === 0) throw new RangeError('the axis has no values');
  if (!values.every(Number.isFinite)) throw new RangeError('the axis leaves the range of numbers');
  if (new Set(values).size < values.length) throw new RangeError('the axis has the same value twice');
  return values;
}

/** Fields of an experiment whose numbers count something. */
const WHOLE_FIELDS: ReadonlySet<string> = new Set([
  'experiment.dimension',
  'experiment.studentWidth',
  'experiment.start.seed',
]);

/**
 * The numbers of an axis at the field it varies. Where the field counts something (the dimension), numbers that were spread
 * between two ends are rounded, and those that come together stand once; numbers that were written stay, to be refused if they
 * cannot be run. Throws RangeError as `axisValues`.
 */
export function axisValuesOf({ field, values }: SweepAxis): readonly number[] {
  const present = axisValues(values);
  if (!WHOLE_FIELDS.has(field) || values.kind === 'list') return present;
  return [...new Set(present.map((value, i) => (isEnd(i, present.length) ? value : Math.round(value))))];
}

function spread(axis: AxisValues): readonly number[] {
  if (axis.kind === 'list') return axis.values;
  const { from, to } = axis;
  if (axis.kind === 'powers-of-two') {
    if (!Number.isInteger(from) || !Number.isInteger(to))
      throw new RangeError('the exponents must be whole numbers');
    return spaced(from, to, checkedCount(Math.abs(to - from) + 1)).map((k) => 2 ** k);
  }
  const count = checkedCount(axis.count);
  if (axis.kind === 'linear') {
    const size = Math.max(Math.abs(from), Math.abs(to));
    return spaced(from, to, count).map((value, i) => (isEnd(i, count) ? value : shortDecimal(value, size)));
  }
  if (!(from > 0) || !(to > 0)) throw new RangeError('a logarithmic axis needs ends above 0');
  const inner = spaced(log(from), log(to), count).map(exp);
  return inner.map((value, i) => (i === 0 ? from : isEnd(i, count) ? to : shortDecimal(value, value)));
}

function isEnd(position: number, count: number): boolean {
  return position === 0 || position === count - 1;
}

function checkedCount(count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_AXIS_VALUES) {
    throw new RangeError(`the axis must have 1 to ${MOST_AXIS_VALUES} values, not ${count}`);
  }
  return count;
}

function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? from : i === count - 1 ? to : from + ((to - from) * i) / (count - 1),
  );
}

/** Rounding of values whose size is `size`. */
const ROUNDING = 1e-12;
/** Digits of a decimal that is meant rather than met. */
const SHORT_DIGITS = 9;

/** The value, or the short decimal from which only rounding tells it. */
function shortDecimal(value: number, size: number): number {
  if (Math.abs(value) <= ROUNDING * size) return 0;
  const decimal = Number(value.toPrecision(SHORT_DIGITS));
  return Math.abs(value - decimal) <= ROUNDING * size ? decimal : value;
}
