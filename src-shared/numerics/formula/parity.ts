import { splitAdditive } from './additive-terms';
import { negate } from './build-tree';
import { sameTree } from './compare-trees';
import { constantValue } from './formula-value';
import { mapOperands } from './map-operands';
import type { BinaryNode, FormulaTree } from './syntax';
import { UNARY_FUNCTIONS } from './unary-functions';

/** What f does when one variable changes sign: f, −f, or neither that structure shows. */
export type Parity = 'even' | 'odd' | 'none';

/**
 * The parity of f in z_{i+1}, the other variables held fixed. `even` and `odd` are proven by the structure of the
 * formula; `none` only says that no rule applies. A formula without the variable is even.
 */
export function parity(tree: FormulaTree, i: number): Parity {
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'norm':
      return 'even';
    case 'variable':
      return tree.index === i ? 'odd' : 'even';
    case 'negate':
      return parity(tree.operand, i);
    case 'hermite':
      return composed(tree.degree % 2 === 0 ? 'even' : 'odd', parity(tree.operand, i));
    case 'call':
      return composed(UNARY_FUNCTIONS[tree.name].parity, parity(tree.operand, i));
    case 'binary':
      return binary(tree, i);
  }
}

function composed(outer: Parity, inner: Parity): Parity {
  return inner === 'odd' ? outer : inner;
}

function multiplied(a: Parity, b: Parity): Parity {
  if (a === 'none' || b === 'none') return 'none';
  return a === b ? 'even' : 'odd';
}

function binary(tree: BinaryNode, i: number): Parity {
  const { operator, left, right } = tree;
  switch (operator) {
    case '+':
    case '-':
      return sumParity(tree, i);
    case '*':
    case '/':
      return multiplied(parity(left, i), parity(right, i));
    case '^':
      return powerParity(tree, i);
    case 'max':
    case 'min':
      if (parity(left, i) === 'even' && parity(right, i) === 'even') return 'even';
      return sameTree(reflected(left, i), right) && sameTree(reflected(right, i), left) ? 'even' : 'none';
  }
}

function powerParity({ left, right }: BinaryNode, i: number): Parity {
  const base = parity(left, i);
  if (parity(right, i) !== 'even') return 'none';
  const exponent = constantValue(right);
  if (base === 'odd' && exponent !== null && Number.isInteger(exponent)) {
    return exponent % 2 === 0 ? 'even' : 'odd';
  }
  return base === 'even' ? 'even' : 'none';
}

/** All terms of one parity, the others going over into one another: relu(z1) + relu(−z1) is even. */
function sumParity(tree: FormulaTree, i: number): Parity {
  const terms = splitAdditive(tree).map((term) => ({ tree: term.tree, parity: parity(term.tree, i) }));
  const unpaired = terms.filter((term) => term.parity === 'none').map((term) => term.tree);
  const others = new Set(terms.filter((term) => term.parity !== 'none').map((term) => term.parity));
  if (unpaired.length === 0) return others.size === 1 ? (terms[0]?.parity ?? 'none') : 'none';
  if (!others.has('odd') && isPermutation(unpaired, (term) => reflected(term, i))) return 'even';
  if (!others.has('even') && isPermutation(unpaired, (term) => negate(reflected(term, i)))) return 'odd';
  return 'none';
}

/** Whether `change` maps the list onto itself, in some order. */
function isPermutation(list: readonly FormulaTree[], change: (tree: FormulaTree) => FormulaTree): boolean {
  const left = [...list];
  return list.every((tree) => {
    const image = change(tree);
    const at = left.findIndex((candidate) => sameTree(candidate, image));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** The tree with −z_{i+1} for z_{i+1}. */
function reflected(tree: FormulaTree, i: number): FormulaTree {
  if (tree.kind === 'variable' && tree.index === i) return negate(tree);
  return mapOperands(tree, (operand) => reflected(operand, i));
}
