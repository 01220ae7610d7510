import type { AxisValues } from '../../model/sweep';

/** More values than this on one axis are taken for a slip of the hand. */
export const MOST_AXIS_VALUES = 10_000;

/**
 * The numbers of an axis, in its order: ends exact, powers of two exact, logarithmic values that come within 1e-12 of a
 * whole number rounded to it, so that 1e2 … 1e4 holds the 1e3 it means. Throws RangeError that says what is wrong.
 */
export function axisValues(axis: AxisValues): readonly number[] {
  const values = spread(axis);
  if (values.length === 0) throw new RangeError('the axis has no values');
  if (new Set(values).size < values.length) throw new RangeError('the axis has the same value twice');
  return values;
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
  if (axis.kind === 'linear') return spaced(from, to, count);
  if (!(from > 0) || !(to > 0)) throw new RangeError('a logarithmic axis needs ends above 0');
  const inner = spaced(Math.log(from), Math.log(to), count).map((x) => nearWhole(Math.exp(x)));
  return inner.map((value, i) => (i === 0 ? from : i === count - 1 ? to : value));
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

function nearWhole(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-12 * whole ? whole : value;
}
