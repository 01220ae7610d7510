import { operandsOf, type FormulaTree } from './syntax';

/** Whether two trees are the same formula, letter by letter; where they stand in their texts does not matter. */
export function sameTree(a: FormulaTree, b: FormulaTree): boolean {
  if (a === b) return true;
  if (!sameNode(a, b)) return false;
  const others = operandsOf(b);
  return operandsOf(a).every((operand, i) => {
    const other = others[i];
    return other !== undefined && sameTree(operand, other);
  });
}

/** Equality of the nodes without their operands. */
function sameNode(a: FormulaTree, b: FormulaTree): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && a.value === b.value;
    case 'constant':
      return b.kind === 'constant' && a.name === b.name;
    case 'variable':
      return b.kind === 'variable' && a.index === b.index;
    case 'norm':
      return b.kind === 'norm' && a.r === b.r;
    case 'negate':
      return b.kind === 'negate';
    case 'binary':
      return b.kind === 'binary' && a.operator === b.operator;
    case 'hermite':
      return b.kind === 'hermite' && a.normalised === b.normalised && a.degree === b.degree;
    case 'call':
      return b.kind === 'call' && a.name === b.name;
  }
}
