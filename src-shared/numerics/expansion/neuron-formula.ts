import type { Neuron } from '../../model/link';
import { add, call, multiply, number, variable } from '../formula/build-tree';
import { findFunction } from '../formula/function-names';
import { mapOperands } from '../formula/map-operands';
import { parseFormula } from '../formula/parse-formula';
import type { FormulaTree } from '../formula/syntax';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';

/** Trees made here stand nowhere in a text of the user. */
const NOWHERE = { start: 0, end: 0 };

/**
 * The activation σ of neurons as a tree in z1: a function of one argument by its name, such as `relu`, or a formula in z.
 * Throws ParseError naming `link.activation`.
 */
export function activationTree(activation: string): FormulaTree {
  const known = findFunction(activation.trim());
  if (known?.call.shape === 'unary') return call(known.call.name, variable(0, NOWHERE));
  return parseFormula(activation, 1, 'link.activation').tree;
}

/** a σ(‖v‖ z1 + b): a neuron as a function of its own direction v/‖v‖. */
export function neuronProfile(activation: FormulaTree, { a, v, b }: Neuron): FormulaTree {
  return weighted(activation, a, [euclideanNorm(v)], b);
}

/** a σ(⟨v, z⟩ + b) as a formula in z1 … zr. */
export function neuronTree(activation: FormulaTree, { a, v, b }: Neuron): FormulaTree {
  return weighted(activation, a, v, b);
}

function weighted(activation: FormulaTree, a: number, v: readonly number[], b: number): FormulaTree {
  const argument = v
    .map((weight, i) => multiply(number(weight, NOWHERE), variable(i, NOWHERE)))
    .reduce(add, number(0, NOWHERE));
  return multiply(number(a, NOWHERE), withArgument(activation, add(argument, number(b, NOWHERE))));
}

/** The tree with `argument` in place of its variable. */
function withArgument(tree: FormulaTree, argument: FormulaTree): FormulaTree {
  if (tree.kind === 'variable') return argument;
  return mapOperands(tree, (operand) => withArgument(operand, argument));
}
