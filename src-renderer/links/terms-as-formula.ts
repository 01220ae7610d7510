import type { HermiteTerm } from '@shared/model/link';

/**
 * Hermite terms as a formula that expands to exactly them: `h(1, z1) - 0.5*h(2, z1)*h(1, z2)`. Coefficients keep all
 * their digits; empty without terms.
 */
export function termsAsFormula(terms: readonly HermiteTerm[]): string {
  return terms.map((term, position) => signedTerm(term, position === 0)).join('');
}

function signedTerm({ beta, c }: HermiteTerm, first: boolean): string {
  const sign = first ? (c < 0 ? '-' : '') : c < 0 ? ' - ' : ' + ';
  const factors = beta.flatMap((degree, i) => (degree === 0 ? [] : [`h(${degree}, z${i + 1})`]));
  const size = Math.abs(c);
  return sign + (size === 1 && factors.length > 0 ? factors : [String(size), ...factors]).join('*');
}
