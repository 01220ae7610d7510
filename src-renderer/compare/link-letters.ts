import type { HermiteTerm } from '@shared/model/link';

/** A link as a listing holds it. */
interface TermTable {
  readonly r: number;
  readonly terms: readonly HermiteTerm[];
}

/** Coefficients closer than this part of ‖f‖ are the same; elementary functions of two programs differ in last digits. */
const COEFFICIENT_TOLERANCE = 1e-12;

/** Terms written before the rest becomes dots. */
const SHOWN_TERMS = 3;

/** A link in plain letters: "h2(z1) + 0.6 h3(z1)". */
export function linkInLetters(terms: readonly HermiteTerm[]): string {
  const shown = terms.slice(0, SHOWN_TERMS).map(({ beta, c }, i) => {
    const size = Math.abs(c) === 1 ? '' : `${Number(Math.abs(c).toPrecision(3))} `;
    const sign = i === 0 ? (c < 0 ? '−' : '') : c < 0 ? ' − ' : ' + ';
    return `${sign}${size}${termInLetters(beta)}`;
  });
  return shown.join('') + (terms.length > SHOWN_TERMS ? ' + …' : '');
}

/** A product of Hermite polynomials: "h2(z1)h1(z3)". */
export function termInLetters(beta: readonly number[]): string {
  const factors = beta.flatMap((k, i) => (k === 0 ? [] : [`h${k}(z${i + 1})`]));
  return factors.length === 0 ? '1' : factors.join('');
}

/** Whether two tables are the same link, up to the rounding of coefficients. */
export function sameLink(a: TermTable, b: TermTable): boolean {
  if (a.r !== b.r) return false;
  const rest = new Map(b.terms.map(({ beta, c }) => [beta.join(), c]));
  const tolerance = COEFFICIENT_TOLERANCE * Math.hypot(...rest.values());
  for (const { beta, c } of a.terms) {
    const key = beta.join();
    if (Math.abs(c - (rest.get(key) ?? 0)) > tolerance) return false;
    rest.delete(key);
  }
  return [...rest.values()].every((c) => Math.abs(c) <= tolerance);
}
