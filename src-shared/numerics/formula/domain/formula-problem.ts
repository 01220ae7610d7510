import { printFormula } from '../print-formula';
import type { FormulaTree, Span } from '../syntax';

/** Why a formula, although well formed, is no link with E f(z)² < ∞, and which part of its text is to blame. */
export interface FormulaProblem {
  readonly span: Span;
  readonly cause: string;
  readonly remedy: string;
}

/** Characters of a part of a formula that a message repeats. */
const SHOWN = 60;

/** A part of a formula as a message names it. */
export function shownPart(tree: FormulaTree): string {
  const text = printFormula(tree);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}
