import { operandsOf, type FormulaTree } from './syntax';

/** Indices (0-based, ascending) of the variables a tree contains; norm(z) contains all of z1 … zr. */
export function usedVariables(tree: FormulaTree): readonly number[] {
  const found = new Set<number>();
  collect(tree, found);
  return [...found].sort((a, b) => a - b);
}

function collect(tree: FormulaTree, found: Set<number>): void {
  if (tree.kind === 'variable') found.add(tree.index);
  if (tree.kind === 'norm') for (let i = 0; i < tree.r; i++) found.add(i);
  for (const operand of operandsOf(tree)) collect(operand, found);
}
