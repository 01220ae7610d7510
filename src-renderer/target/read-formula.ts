import type { ExpansionRequest, FormulaLink } from '@shared/model/link';
import { domainProblems } from '@shared/numerics/formula/domain/domain-problems';
import { formulaToTeX } from '@shared/numerics/formula/formula-tex';
import { ParseError } from '@shared/numerics/formula/parse-error';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import type { Span } from '@shared/numerics/formula/syntax';
import { formulaLink } from '@shared/numerics/link/formula-link';
import type { DescribedLink } from '../links/describe-link';

/** A formula as it stands in the fields, readable or not. */
export interface FormulaDraft extends ExpansionRequest {
  readonly text: string;
  /** Number of directions; null for as many as the formula mentions. */
  readonly r: number | null;
}

/** What is wrong with a formula and, where it is a piece of the text, with which. */
export interface FormulaProblem {
  readonly span: Span | null;
  readonly cause: string;
  readonly remedy: string;
}

/** What a draft means. */
export type ReadFormula =
  | { readonly kind: 'empty' }
  | { readonly kind: 'faulty'; readonly problem: FormulaProblem }
  | { readonly kind: 'readable'; readonly link: FormulaLink; readonly tex: string };

/** Reads a draft. Takes well under a millisecond: nothing is expanded. */
export function readFormula(draft: FormulaDraft): ReadFormula {
  if (draft.text.trim() === '') return { kind: 'empty' };
  try {
    const link = formulaLink(draft.text, draft.r, draft);
    return { kind: 'readable', link, tex: formulaToTeX(parseFormula(link.text, link.r).tree, link.r) };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { position, length, fault } = error;
    const span = { start: position, end: position + length };
    const cause = `${fault.cause}; expected ${fault.expected}`;
    return { kind: 'faulty', problem: { span, cause, remedy: fault.remedy } };
  }
}

/** The draft that means `link`. Directions the formula mentions by itself are not written out. */
export function draftOf({ text, r, degree, residual }: FormulaLink): FormulaDraft {
  const automatic = readFormula({ text, r: null, degree, residual });
  const derived = automatic.kind === 'readable' && automatic.link.r === r;
  return { text, r: derived ? null : r, degree, residual };
}

/** What is wrong with a readable formula according to its description; at its pieces where they are known. */
export function formulaProblems(link: FormulaLink, described: DescribedLink): readonly FormulaProblem[] {
  if (described.problems.length === 0) return [];
  const undefinedPieces = domainProblems(parseFormula(link.text, link.r));
  if (undefinedPieces.length > 0) return undefinedPieces;
  return described.problems.map(({ cause, remedy }) => ({ span: null, cause, remedy }));
}
