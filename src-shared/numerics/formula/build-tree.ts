import { raise } from '../raise';
import type { BinaryOperator, FormulaTree, Span, UnaryFunction } from './syntax';

/**
 * Constructors of trees with light simplification: numbers are folded where the result is finite (quotients where it is
 * whole), and 0, 1 and double signs vanish. Simplifications hold almost everywhere (0·x = 0, 0/x = 0), which is all
 * that expectations see.
 */

/** The number `value`, negative ones as the negation of a positive one. `value` must be finite. */
export function number(value: number, span: Span): FormulaTree {
  if (value < 0) return { kind: 'negate', operand: { kind: 'number', value: -value, span }, span };
  return { kind: 'number', value: value === 0 ? 0 : value, span };
}

/** The variable z_{index+1}. */
export function variable(index: number, span: Span): FormulaTree {
  return { kind: 'variable', index, span };
}

/** name(operand). */
export function call(name: UnaryFunction, operand: FormulaTree): FormulaTree {
  return { kind: 'call', name, operand, span: operand.span };
}

/** −operand. */
export function negate(operand: FormulaTree): FormulaTree {
  if (operand.kind === 'negate') return operand.operand;
  if (isNumber(operand, 0)) return operand;
  return { kind: 'negate', operand, span: operand.span };
}

/** left + right. */
export function add(left: FormulaTree, right: FormulaTree): FormulaTree {
  if (isNumber(left, 0)) return right;
  if (isNumber(right, 0)) return left;
  if (right.kind === 'negate' && numericValue(left) === null) return subtract(left, right.operand);
  return folded('+', left, right, (a, b) => a + b);
}

/** left − right. */
export function subtract(left: FormulaTree, right: FormulaTree): FormulaTree {
  if (isNumber(left, 0)) return negate(right);
  if (isNumber(right, 0)) return left;
  if (right.kind === 'negate' && numericValue(left) === null) return add(left, right.operand);
  return folded('-', left, right, (a, b) => a - b);
}

/** left · right. */
export function multiply(left: FormulaTree, right: FormulaTree): FormulaTree {
  if (isNumber(left, 0) || isNumber(right, 1)) return left;
  if (isNumber(right, 0) || isNumber(left, 1)) return right;
  if (left.kind === 'negate') return negate(multiply(left.operand, right));
  if (right.kind === 'negate') return negate(multiply(left, right.operand));
  return folded('*', left, right, (a, b) => a * b);
}

/** left / right. */
export function divide(left: FormulaTree, right: FormulaTree): FormulaTree {
  if (isNumber(right, 1)) return left;
  if (isNumber(left, 0) && !isNumber(right, 0)) return left;
  if (left.kind === 'negate') return negate(divide(left.operand, right));
  if (right.kind === 'negate') return negate(divide(left, right.operand));
  return folded('/', left, right, (a, b) => (Number.isInteger(a / b) ? a / b : Number.NaN));
}

/** base^exponent for a fixed exponent. */
export function power(base: FormulaTree, exponent: number): FormulaTree {
  if (exponent === 0) return number(1, base.span);
  if (exponent === 1) return base;
  return folded('^', base, number(exponent, base.span), raise);
}

/** The value of a number or of the negation of one; null for any other tree. */
function numericValue(tree: FormulaTree): number | null {
  if (tree.kind === 'number') return tree.value;
  if (tree.kind === 'negate' && tree.operand.kind === 'number') return -tree.operand.value;
  return null;
}

/** Whether a tree is the number `value` written out. */
export function isNumber(tree: FormulaTree, value: number): boolean {
  return tree.kind === 'number' && tree.value === value;
}

/** The smallest stretch of text that holds both. */
export function joinSpans(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function folded(
  operator: BinaryOperator,
  left: FormulaTree,
  right: FormulaTree,
  value: (a: number, b: number) => number,
): FormulaTree {
  const span = joinSpans(left.span, right.span);
  const a = numericValue(left);
  const b = numericValue(right);
  if (a !== null && b !== null) {
    const result = value(a, b);
    if (Number.isFinite(result)) return number(result, span);
  }
  return { kind: 'binary', operator, left, right, span };
}
