import type { FormulaTree } from './syntax';

/** How tightly the outermost operation of a written formula holds together; used by the parser's inverse functions. */
export const PRECEDENCE = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

/** The precedence of a tree as it is written. */
export function precedenceOf(tree: FormulaTree): number {
  if (tree.kind === 'negate') return PRECEDENCE.sign;
  if (tree.kind !== 'binary') return PRECEDENCE.atom;
  switch (tree.operator) {
    case '+':
    case '-':
      return PRECEDENCE.sum;
    case '*':
    case '/':
      return PRECEDENCE.product;
    case '^':
      return PRECEDENCE.power;
    case 'max':
    case 'min':
      return PRECEDENCE.atom;
  }
}
