import { PRECEDENCE, precedenceOf } from './precedence';
import type { BinaryNode, FormulaTree } from './syntax';

/**
 * The formula as text with as few parentheses as possible. Parsing it with the same r gives the same tree back, for
 * every tree the parser can make (unless the blanks around + and − make the text too long).
 */
export function printFormula(tree: FormulaTree): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'constant':
      return tree.name;
    case 'variable':
      return `z${tree.index + 1}`;
    case 'norm':
      return 'norm(z)';
    case 'negate':
      return `-${atLeast(PRECEDENCE.sign, tree.operand)}`;
    case 'binary':
      return binary(tree);
    case 'hermite':
      return `${tree.normalised ? 'h' : 'he'}(${tree.degree}, ${printFormula(tree.operand)})`;
    case 'call':
      return `${tree.name}(${printFormula(tree.operand)})`;
  }
}

function binary({ operator, left, right }: BinaryNode): string {
  switch (operator) {
    case '+':
    case '-':
      return `${atLeast(PRECEDENCE.sum, left)} ${operator} ${atLeast(PRECEDENCE.product, right)}`;
    case '*':
    case '/':
      return `${atLeast(PRECEDENCE.product, left)}${operator}${atLeast(PRECEDENCE.sign, right)}`;
    case '^':
      return `${atLeast(PRECEDENCE.atom, left)}^${atLeast(PRECEDENCE.sign, right)}`;
    case 'max':
    case 'min':
      return `${operator}(${printFormula(left)}, ${printFormula(right)})`;
  }
}

/** The tree as text, in parentheses if it holds together less tightly than `precedence`. */
function atLeast(precedence: number, tree: FormulaTree): string {
  const text = printFormula(tree);
  return precedenceOf(tree) < precedence ? `(${text})` : text;
}
