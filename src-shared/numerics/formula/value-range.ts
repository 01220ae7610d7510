import { raise } from '../raise';
import { sameTree } from './compare-trees';
import { constantValue } from './formula-value';
import type { BinaryNode, FormulaTree } from './syntax';
import { REAL, type Range, type UnaryFunctionEntry } from './unary-function-entry';
import { UNARY_FUNCTIONS } from './unary-functions';

/**
 * An interval that holds every value of a formula on R^r, by interval arithmetic: never too small, often too large. A
 * bound of 0 that is not reached is the smallest double, so `low > 0` proves that a formula is positive.
 */
export function valueRange(tree: FormulaTree): Range {
  const constant = constantValue(tree);
  if (constant !== null) return Number.isNaN(constant) ? REAL : { low: constant, high: constant };
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'variable':
    case 'hermite':
      return REAL;
    case 'norm':
      return { low: 0, high: Number.POSITIVE_INFINITY };
    case 'negate':
      return negated(valueRange(tree.operand));
    case 'call':
      return callRange(UNARY_FUNCTIONS[tree.name], valueRange(tree.operand));
    case 'binary':
      return binary(tree);
  }
}

function callRange({ value, range, monotone }: UnaryFunctionEntry, x: Range): Range {
  switch (monotone) {
    case 'increasing':
      return within(range, value(x.low), value(x.high));
    case 'decreasing':
      return within(range, value(x.high), value(x.low));
    case 'away from zero': {
      const sizes = absolute(x);
      return within(range, value(sizes.low), value(sizes.high));
    }
    case 'no':
      return range;
  }
}

/** From `low` to `high`, but inside `range`; bounds that are not defined are those of `range`. */
function within(range: Range, low: number, high: number): Range {
  return {
    low: Number.isNaN(low) ? range.low : Math.max(range.low, low),
    high: Number.isNaN(high) ? range.high : Math.min(range.high, high),
  };
}

function binary({ operator, left, right }: BinaryNode): Range {
  const a = valueRange(left);
  const b = valueRange(right);
  switch (operator) {
    case '+':
      return { low: a.low + b.low, high: a.high + b.high };
    case '-':
      return { low: a.low - b.high, high: a.high - b.low };
    case '*':
      return sameTree(left, right) ? evenPower(a, 2) : productRange(a, b);
    case '/':
      return b.low > 0 || b.high < 0 ? productRange(a, { low: 1 / b.high, high: 1 / b.low }) : REAL;
    case '^':
      return powerRange(a, constantValue(right));
    case 'max':
      return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
    case 'min':
      return { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) };
  }
}

function negated({ low, high }: Range): Range {
  return { low: -high, high: -low };
}

function absolute({ low, high }: Range): Range {
  return { low: Math.max(low, -high, 0), high: Math.max(-low, high) };
}

/** The product of two intervals; a product of positive bounds that underflows stays positive. */
function productRange(a: Range, b: Range): Range {
  if (a.high < 0) return negated(productRange(negated(a), b));
  if (b.high < 0) return negated(productRange(a, negated(b)));
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((x) =>
    Number.isNaN(x) ? 0 : x,
  );
  const low = Math.min(...corners);
  return {
    low: a.low > 0 && b.low > 0 ? Math.max(low, Number.MIN_VALUE) : low,
    high: Math.max(...corners),
  };
}

function powerRange(base: Range, exponent: number | null): Range {
  if (exponent === null)
    return base.low > 0 ? { low: Number.MIN_VALUE, high: Number.POSITIVE_INFINITY } : REAL;
  if (exponent < 0) return REAL;
  if (exponent % 2 === 0) return evenPower(base, exponent);
  if (base.low >= 0 || exponent % 2 === 1) {
    const low = raise(base.low, exponent);
    return { low: base.low > 0 ? Math.max(low, Number.MIN_VALUE) : low, high: raise(base.high, exponent) };
  }
  return REAL;
}

function evenPower(base: Range, exponent: number): Range {
  const sizes = absolute(base);
  const low = raise(sizes.low, exponent);
  return { low: sizes.low > 0 ? Math.max(low, Number.MIN_VALUE) : low, high: raise(sizes.high, exponent) };
}
