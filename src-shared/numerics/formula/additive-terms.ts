import { divide, multiply, negate } from './build-tree';
import { isConstant } from './formula-value';
import type { FormulaTree } from './syntax';
import { usedVariables } from './used-variables';

/** A summand or factor of a formula and the (0-based) variables it reads. */
export interface FormulaPart {
  readonly tree: FormulaTree;
  readonly variables: readonly number[];
}

/**
 * The formula as a sum of terms, in the order they are written: sums, differences, signs and constant factors are
 * taken apart, products and powers of sums are not. A formula that is no sum is its own single term.
 */
export function splitAdditive(tree: FormulaTree): readonly FormulaPart[] {
  return terms(tree).map((term) => ({ tree: term, variables: usedVariables(term) }));
}

function terms(tree: FormulaTree): readonly FormulaTree[] {
  if (tree.kind === 'negate') return terms(tree.operand).map(negate);
  if (tree.kind !== 'binary') return [tree];
  const { operator, left, right } = tree;
  switch (operator) {
    case '+':
      return [...terms(left), ...terms(right)];
    case '-':
      return [...terms(left), ...terms(right).map(negate)];
    case '*':
      if (isConstant(left)) return terms(right).map((term) => multiply(left, term));
      if (isConstant(right)) return terms(left).map((term) => multiply(term, right));
      return [tree];
    case '/':
      return isConstant(right) ? terms(left).map((term) => divide(term, right)) : [tree];
    case '^':
    case 'max':
    case 'min':
      return [tree];
  }
}
