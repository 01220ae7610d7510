import { variable } from '../formula/build-tree';
import { mapOperands } from '../formula/map-operands';
import type { FormulaTree } from '../formula/syntax';

/**
 * A tree that reads the variables `variables` (0-based, ascending) only, as a tree on that many variables: variable
 * `variables[i]` becomes number i. A tree with norm(z) reads all variables and is answered unchanged.
 */
export function restrictTree(tree: FormulaTree, variables: readonly number[]): FormulaTree {
  if (tree.kind === 'variable') return variable(variables.indexOf(tree.index), tree.span);
  return mapOperands(tree, (operand) => restrictTree(operand, variables));
}
