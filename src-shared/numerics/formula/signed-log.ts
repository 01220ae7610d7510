import { exp, log, log1p } from '../elementary';

/**
 * A real number x as its sign and ln|x|, so that exp(1e16) and its inverse are ordinary values. Zero has sign 0 and
 * log −∞; a value that is not defined has sign NaN.
 */
export interface SignedLog {
  readonly sign: number;
  readonly log: number;
}

export const ZERO: SignedLog = { sign: 0, log: Number.NEGATIVE_INFINITY };

export const UNDEFINED: SignedLog = { sign: Number.NaN, log: Number.NaN };

/** Whether a value is a number. */
export function isDefined(x: SignedLog): boolean {
  return !Number.isNaN(x.sign) && !Number.isNaN(x.log);
}

/** sign · e^log. */
export function signedLog(sign: number, log: number): SignedLog {
  return log === Number.NEGATIVE_INFINITY ? ZERO : { sign, log };
}

/** The sign and logarithm of a double; NaN and ±∞ are not defined. */
export function fromNumber(x: number): SignedLog {
  if (!Number.isFinite(x)) return UNDEFINED;
  return x === 0 ? ZERO : { sign: Math.sign(x), log: log(Math.abs(x)) };
}

/** The nearest double; ±∞ beyond their range. */
export function toNumber(x: SignedLog): number {
  return x.sign === 0 ? 0 : x.sign * exp(x.log);
}

/** −x. */
export function negated(x: SignedLog): SignedLog {
  return { sign: -x.sign, log: x.log };
}

/** Terms that cancel to below this fraction of their size cancel to zero: the rest may be rounding. */
const CANCELLED = 2 ** -40;

/** x + y, with cancellation to zero where doubles could not tell. */
export function sum(x: SignedLog, y: SignedLog): SignedLog {
  if (!isDefined(x) || !isDefined(y)) return UNDEFINED;
  if (x.sign === 0) return y;
  if (y.sign === 0) return x;
  const [large, small] = x.log >= y.log ? [x, y] : [y, x];
  if (large.log === Number.POSITIVE_INFINITY) {
    return small.log === large.log && x.sign !== y.sign ? UNDEFINED : large;
  }
  const ratio = large.sign * small.sign * exp(small.log - large.log);
  return 1 + ratio < CANCELLED ? ZERO : signedLog(large.sign, large.log + log1p(ratio));
}

/** x · y. */
export function product(x: SignedLog, y: SignedLog): SignedLog {
  if (!isDefined(x) || !isDefined(y)) return UNDEFINED;
  if (x.sign === 0 || y.sign === 0) return ZERO;
  return signedLog(x.sign * y.sign, x.log + y.log);
}

/** x / y; not defined for y = 0. */
export function quotient(x: SignedLog, y: SignedLog): SignedLog {
  if (y.sign === 0) return UNDEFINED;
  return product(x, { sign: y.sign, log: -y.log });
}

/** Whether x < y, both defined. */
export function isLess(x: SignedLog, y: SignedLog): boolean {
  if (x.sign !== y.sign) return x.sign < y.sign;
  return x.sign > 0 ? x.log < y.log : x.log > y.log;
}
