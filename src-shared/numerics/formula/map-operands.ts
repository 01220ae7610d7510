import { add, divide, multiply, negate, subtract } from './build-tree';
import type { FormulaTree } from './syntax';

/**
 * The tree with `change` applied to its operands, simplified where that exposes a number or a sign. Nodes without
 * operands are answered as they are.
 */
export function mapOperands(tree: FormulaTree, change: (operand: FormulaTree) => FormulaTree): FormulaTree {
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'variable':
    case 'norm':
      return tree;
    case 'negate':
      return negate(change(tree.operand));
    case 'hermite':
    case 'call':
      return { ...tree, operand: change(tree.operand) };
    case 'binary': {
      const left = change(tree.left);
      const right = change(tree.right);
      switch (tree.operator) {
        case '+':
          return add(left, right);
        case '-':
          return subtract(left, right);
        case '*':
          return multiply(left, right);
        case '/':
          return divide(left, right);
        case '^':
        case 'max':
        case 'min':
          return { ...tree, left, right };
      }
    }
  }
}
