import { add, call, divide, isNumber, multiply, negate, number, subtract } from './build-tree';
import { isConstant } from './formula-value';
import type { BinaryNode, FormulaTree, HermiteNode } from './syntax';
import { UNARY_FUNCTIONS } from './unary-functions';

/**
 * ∂f/∂z_{i+1} as a tree, almost everywhere: sign and step have derivative 0, relu and abs have step and sign, and
 * max(a, b) takes the derivative of the larger, half of each where they are equal.
 */
export function differentiate(tree: FormulaTree, i: number): FormulaTree {
  switch (tree.kind) {
    case 'number':
    case 'constant':
      return number(0, tree.span);
    case 'variable':
      return number(tree.index === i ? 1 : 0, tree.span);
    case 'norm':
      return i < tree.r
        ? divide({ kind: 'variable', index: i, span: tree.span }, tree)
        : number(0, tree.span);
    case 'negate':
      return negate(differentiate(tree.operand, i));
    case 'binary':
      return binary(tree, i);
    case 'hermite':
      return chain(hermiteDerivative(tree), tree.operand, i);
    case 'call':
      return chain(UNARY_FUNCTIONS[tree.name].derivative(tree.operand), tree.operand, i);
  }
}

/** outer · ∂operand, with 0 where the operand does not move. */
function chain(outer: FormulaTree, operand: FormulaTree, i: number): FormulaTree {
  return multiply(outer, differentiate(operand, i));
}

/** he_k′ = k he_{k−1}, h_k′ = √k h_{k−1} (theory.md §1). */
function hermiteDerivative(tree: HermiteNode): FormulaTree {
  const { degree, normalised, span } = tree;
  if (degree <= 1) return number(degree, span);
  const lower: FormulaTree = { ...tree, degree: degree - 1 };
  if (!normalised) return multiply(number(degree, span), lower);
  const root = Math.sqrt(degree);
  return multiply(Number.isInteger(root) ? number(root, span) : call('sqrt', number(degree, span)), lower);
}

function binary(tree: BinaryNode, i: number): FormulaTree {
  const { operator, left, right } = tree;
  if (operator === '^') return powerDerivative(tree, i);
  const dLeft = differentiate(left, i);
  const dRight = differentiate(right, i);
  switch (operator) {
    case '+':
      return add(dLeft, dRight);
    case '-':
      return subtract(dLeft, dRight);
    case '*':
      return add(multiply(dLeft, right), multiply(left, dRight));
    case '/':
      if (isNumber(dRight, 0)) return divide(dLeft, right);
      return divide(subtract(multiply(dLeft, right), multiply(left, dRight)), squared(right));
    case 'max':
      return add(multiply(stepOf(left, right), dLeft), multiply(stepOf(right, left), dRight));
    case 'min':
      return add(multiply(stepOf(right, left), dLeft), multiply(stepOf(left, right), dRight));
  }
}

/** (a^b)′ = b a^{b−1} a′ for a fixed b, otherwise a^b (b′ ln a + b a′/a). */
function powerDerivative(tree: BinaryNode, i: number): FormulaTree {
  const { left, right, span } = tree;
  const dLeft = differentiate(left, i);
  if (isConstant(right)) {
    if (isNumber(dLeft, 0)) return dLeft;
    const lower = subtract(right, number(1, right.span));
    const reduced: FormulaTree = isNumber(lower, 1) ? left : { ...tree, right: lower };
    return multiply(multiply(right, isNumber(lower, 0) ? number(1, span) : reduced), dLeft);
  }
  const throughExponent = multiply(differentiate(right, i), call('log', left));
  const throughBase = isNumber(dLeft, 0) ? dLeft : divide(multiply(right, dLeft), left);
  return multiply(tree, add(throughExponent, throughBase));
}

function squared(tree: FormulaTree): FormulaTree {
  return { kind: 'binary', operator: '^', left: tree, right: number(2, tree.span), span: tree.span };
}

/** step(a − b). */
function stepOf(a: FormulaTree, b: FormulaTree): FormulaTree {
  return call('step', subtract(a, b));
}
