import { raise } from '../raise';
import { UNARY_FUNCTIONS } from './unary-functions';
import { hermiteValue } from './hermite-value';
import type { BinaryOperator, FormulaTree } from './syntax';

/** f(z) at one point z (r), to the bit what `compileFormula` computes for many. Never throws; NaN where not defined. */
export function formulaValue(tree: FormulaTree, z: ArrayLike<number>): number {
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'constant':
      return CONSTANTS[tree.name];
    case 'variable':
      return z[tree.index] ?? Number.NaN;
    case 'norm':
      return lengthOf(z, tree.r);
    case 'negate':
      return -formulaValue(tree.operand, z);
    case 'binary':
      return OPERATIONS[tree.operator](formulaValue(tree.left, z), formulaValue(tree.right, z));
    case 'hermite':
      return hermiteValue(tree.normalised, tree.degree, formulaValue(tree.operand, z));
    case 'call':
      return UNARY_FUNCTIONS[tree.name].value(formulaValue(tree.operand, z));
  }
}

/** √(z_1² + … + z_r²). */
function lengthOf(z: ArrayLike<number>, r: number): number {
  let square = 0;
  for (let i = 0; i < r; i++) {
    const x = z[i] ?? Number.NaN;
    square += x * x;
  }
  return Math.sqrt(square);
}

/** Values of the named constants. */
export const CONSTANTS = { pi: Math.PI, e: Math.E } as const;

/** Values of the operations on two operands. */
export const OPERATIONS: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': raise,
  max: Math.max,
  min: Math.min,
};

/** Whether a tree contains no variable. */
export function isConstant(tree: FormulaTree): boolean {
  switch (tree.kind) {
    case 'number':
    case 'constant':
      return true;
    case 'variable':
    case 'norm':
      return false;
    case 'negate':
    case 'hermite':
    case 'call':
      return isConstant(tree.operand);
    case 'binary':
      return isConstant(tree.left) && isConstant(tree.right);
  }
}

/** The value of a tree without variables (possibly NaN or ±∞); null for a tree with variables. */
export function constantValue(tree: FormulaTree): number | null {
  return isConstant(tree) ? formulaValue(tree, []) : null;
}
