import type { ListedLink } from '../contract/run-listing';
import type { HermiteTerm } from '../model/link';
import type { TargetSpec } from '../model/target';

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
export function sameLink(a: ListedLink, b: ListedLink): boolean {
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

/** The first target with this link, whatever it is called; null where none has it. `tableOf` expands targets, null for none. */
export function targetWithLink(
  link: ListedLink,
  targets: readonly TargetSpec[],
  tableOf: (target: TargetSpec) => ListedLink | null,
): TargetSpec | null {
  const found = targets.find((target) => {
    const own = tableOf(target);
    return own !== null && sameLink(own, link);
  });
  return found ?? null;
}

/** What a link is called: as the target with it, else in letters. */
export function nameOfLink(link: ListedLink | undefined, target: TargetSpec | null): string {
  return target?.name ?? (link === undefined ? 'unknown link' : linkInLetters(link.terms));
}
