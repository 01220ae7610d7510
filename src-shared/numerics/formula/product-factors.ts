import { splitAdditive, type FormulaPart } from './additive-terms';
import { call, divide, isNumber, multiply, negate, number, power } from './build-tree';
import { constantValue } from './formula-value';
import type { FormulaTree } from './syntax';
import { usedVariables } from './used-variables';

/**
 * The formula as a product of factors no two of which read the same variable, so that its expectation and its Hermite
 * expansion are products too. Products, quotients, whole powers, signs, abs and sign of a product, and exp of a sum
 * are taken apart. Constants make one factor without variables, present only when they are not 1. A formula that is
 * no such product is its own single factor.
 */
export function splitProduct(tree: FormulaTree): readonly FormulaPart[] {
  let groups: readonly FormulaPart[] = [];
  for (const factor of factors(tree)) groups = joined(groups, factor);
  const needed = groups.filter((group) => !isNumber(group.tree, 1));
  return needed.length > 0 ? needed : groups;
}

/** The groups with one more factor: those that share a variable with it (or are constant, as it is) become one. */
function joined(groups: readonly FormulaPart[], factor: FormulaTree): readonly FormulaPart[] {
  const variables = usedVariables(factor);
  const touches = (group: FormulaPart): boolean =>
    variables.length === 0
      ? group.variables.length === 0
      : group.variables.some((variable) => variables.includes(variable));
  const union = [...groups.filter(touches).map((group) => group.tree), factor].reduce(multiply);
  return [...groups.filter((group) => !touches(group)), { tree: union, variables: usedVariables(union) }];
}

function factors(tree: FormulaTree): readonly FormulaTree[] {
  switch (tree.kind) {
    case 'negate':
      return [negate(number(1, tree.span)), ...factors(tree.operand)];
    case 'binary':
      if (tree.operator === '*') return [...factors(tree.left), ...factors(tree.right)];
      if (tree.operator === '/') return [...factors(tree.left), ...factors(tree.right).map(inverse)];
      if (tree.operator === '^') return powerFactors(tree, tree.left, tree.right);
      return [tree];
    case 'call':
      if (tree.name === 'exp') return splitAdditive(tree.operand).map((term) => call('exp', term.tree));
      if (tree.name === 'abs' || tree.name === 'sign') {
        const { name } = tree;
        return factors(tree.operand).map((factor) => call(name, factor));
      }
      return [tree];
    case 'number':
    case 'constant':
    case 'variable':
    case 'norm':
    case 'hermite':
      return [tree];
  }
}

function powerFactors(tree: FormulaTree, base: FormulaTree, exponent: FormulaTree): readonly FormulaTree[] {
  const n = constantValue(exponent);
  if (n === null || !Number.isInteger(n)) return [tree];
  return factors(base).map((factor) => power(factor, n));
}

function inverse(tree: FormulaTree): FormulaTree {
  return divide(number(1, tree.span), tree);
}
