import { exp } from '../elementary';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { constantValue, CONSTANTS } from './formula-value';
import { hermiteValue } from './hermite-value';
import {
  fromNumber,
  isDefined,
  isLess,
  negated,
  product,
  quotient,
  signedLog,
  sum,
  toNumber,
  UNDEFINED,
  ZERO,
  type SignedLog,
} from './signed-log';
import type { BinaryNode, FormulaTree, HermiteNode } from './syntax';
import { UNARY_FUNCTIONS } from './unary-functions';

/** Operands beyond this size are handled by leading order: exp of them leaves the range of doubles. */
const FAR = 700;

/** Arguments beyond this size leave he_k(x) = x^k, which stands for h_k(x) too: a constant factor does not matter. */
const FAR_HERMITE = 1e4;

/**
 * f(z) for asking what kind of number it is, not for its digits: nothing overflows or underflows, a difference that
 * rounding could have made is zero, and log or sqrt of a negative number and division by zero are `UNDEFINED`.
 */
export function robustValue(tree: FormulaTree, z: ArrayLike<number>): SignedLog {
  switch (tree.kind) {
    case 'number':
      return fromNumber(tree.value);
    case 'constant':
      return fromNumber(CONSTANTS[tree.name]);
    case 'variable':
      return fromNumber(z[tree.index] ?? Number.NaN);
    case 'norm':
      return fromNumber(euclideanNorm(Array.from({ length: tree.r }, (_, i) => z[i] ?? Number.NaN)));
    case 'negate':
      return negated(robustValue(tree.operand, z));
    case 'hermite':
      return hermite(tree, robustValue(tree.operand, z));
    case 'call': {
      const entry = UNARY_FUNCTIONS[tree.name];
      const x = robustValue(tree.operand, z);
      if (!isDefined(x)) return UNDEFINED;
      const size = exp(x.log);
      if (!(size > FAR)) return fromNumber(entry.value(toNumber(x)));
      return entry.far({ sign: x.sign, size, log: x.log });
    }
    case 'binary':
      return binary(tree, z);
  }
}

function binary(tree: BinaryNode, z: ArrayLike<number>): SignedLog {
  const left = robustValue(tree.left, z);
  const right = robustValue(tree.right, z);
  switch (tree.operator) {
    case '+':
      return sum(left, right);
    case '-':
      return sum(left, negated(right));
    case '*':
      return product(left, right);
    case '/':
      return quotient(left, right);
    case '^':
      return power(left, constantValue(tree.right) ?? toNumber(right));
    case 'max':
      if (!isDefined(left) || !isDefined(right)) return UNDEFINED;
      return isLess(left, right) ? right : left;
    case 'min':
      if (!isDefined(left) || !isDefined(right)) return UNDEFINED;
      return isLess(left, right) ? left : right;
  }
}

function power(base: SignedLog, exponent: number): SignedLog {
  if (!isDefined(base)) return UNDEFINED;
  if (exponent === 0) return signedLog(1, 0);
  if (base.sign === 0) return exponent > 0 ? ZERO : UNDEFINED;
  if (base.sign > 0) return signedLog(1, exponent * base.log);
  if (!Number.isInteger(exponent)) return UNDEFINED;
  return signedLog(exponent % 2 === 0 ? 1 : base.sign, exponent * base.log);
}

function hermite({ normalised, degree }: HermiteNode, x: SignedLog): SignedLog {
  if (degree === 0) return isDefined(x) ? signedLog(1, 0) : UNDEFINED;
  if (exp(x.log) > FAR_HERMITE) return signedLog(degree % 2 === 0 ? 1 : x.sign, degree * x.log);
  return fromNumber(hermiteValue(normalised, degree, toNumber(x)));
}
