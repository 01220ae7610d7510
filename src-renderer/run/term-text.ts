import type { HermiteTerm } from '@shared/model/link';

/**
 * Hermite terms on R^q as a formula that expands to exactly them: `0.5 * he(2, z1) * he(1, z2)`. Coefficients keep all
 * their digits.
 */
export function termsAsFormula(terms: readonly HermiteTerm[]): string {
  const texts = terms.map(({ beta, c }) => {
    const factors = beta.flatMap((degree, j) => (degree === 0 ? [] : [`h(${degree}, z${j + 1})`]));
    const size = Math.abs(c);
    const scaled = size === 1 && factors.length > 0 ? factors : [String(size), ...factors];
    return { negative: c < 0, text: scaled.join(' * ') };
  });
  return texts
    .map(({ negative, text }, i) =>
      i === 0 ? (negative ? `-${text}` : text) : `${negative ? '-' : '+'} ${text}`,
    )
    .join(' ');
}
