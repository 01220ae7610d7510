import type { ExpansionRequest, FormulaLink } from '../../model/link';
import { parseFormula } from '../formula/parse-formula';

/**
 * The link written as a formula on R^r; r null is the highest direction the formula mentions. Throws ParseError (field
 * `link.text`) for a text that cannot be read. Whether it can be expanded is not checked.
 */
export function formulaLink(text: string, r: number | null, request: ExpansionRequest): FormulaLink {
  const formula = parseFormula(text, r ?? undefined, 'link.text');
  return { kind: 'formula', text, r: formula.r, degree: request.degree, residual: request.residual };
}
