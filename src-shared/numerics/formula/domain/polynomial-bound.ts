import { constantValue } from '../formula-value';
import { operandsOf, type BinaryNode, type FormulaTree, type UnaryFunction } from '../syntax';
import { valueRange } from '../value-range';

/** Functions that outgrow every power of a large operand of one sign at least. */
const EXPLOSIVE: ReadonlySet<UnaryFunction> = new Set(['exp', 'sinh', 'cosh']);

/** Functions that fall below every power of a large operand, so that what divides by them explodes. */
const VANISHING: ReadonlySet<UnaryFunction> = new Set(['exp', 'erfc', 'sigmoid', 'softplus', 'gelu', 'silu']);

/** Bounds of a value that e^{c |z|²} can neither exceed nor fall below. */
const MODERATE = 1e100;

/** Whether structure proves that |f(z)| grows no faster than a power of |z|, poles aside. `false` proves nothing. */
export function isPolynomiallyBounded(tree: FormulaTree): boolean {
  const { low, high } = valueRange(tree);
  if (low > -MODERATE && high < MODERATE) return true;
  if (tree.kind === 'call') return !EXPLOSIVE.has(tree.name) && isPolynomiallyBounded(tree.operand);
  if (tree.kind === 'binary') return isBoundedBinary(tree);
  return operandsOf(tree).every(isPolynomiallyBounded);
}

function isBoundedBinary({ operator, left, right }: BinaryNode): boolean {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case 'max':
    case 'min':
      return isPolynomiallyBounded(left) && isPolynomiallyBounded(right);
    case '/':
      return isPolynomiallyBounded(left) && isNeverTiny(right);
    case '^': {
      const exponent = constantValue(right);
      if (exponent === null) return false;
      return exponent >= 0 ? isPolynomiallyBounded(left) : isNeverTiny(left);
    }
  }
}

/** Whether 1/f grows no faster than a power, poles aside: f keeps off zero, or nothing in it vanishes quickly. */
function isNeverTiny(tree: FormulaTree): boolean {
  const { low, high } = valueRange(tree);
  return low > 1 / MODERATE || high < -1 / MODERATE || !vanishesQuickly(tree);
}

function vanishesQuickly(tree: FormulaTree): boolean {
  if (tree.kind === 'call' && VANISHING.has(tree.name)) return true;
  if (tree.kind === 'binary' && tree.operator === '^' && constantValue(tree.right) === null) return true;
  return operandsOf(tree).some(vanishesQuickly);
}
