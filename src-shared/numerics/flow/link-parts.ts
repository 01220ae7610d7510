import { totalDegree, type HermiteTable } from '../link/hermite-table';

/** ‖f‖² = Σ c_beta². */
export function linkEnergy(link: HermiteTable): number {
  return link.terms.reduce((sum, term) => sum + term.c * term.c, 0);
}

/** The link without its constant term c_0, which no flow sees (theory.md §3.1). */
export function withoutConstant(link: HermiteTable): HermiteTable {
  return { ...link, terms: link.terms.filter((term) => totalDegree(term) > 0) };
}

/** The constant term c_0 of a link. */
export function constantTerm(link: HermiteTable): number {
  return link.terms.find((term) => totalDegree(term) === 0)?.c ?? 0;
}

/** The link with |c_beta| in place of c_beta: its correlation at |M| bounds every sum of terms of the link's own at M. */
export function absoluteLink(link: HermiteTable): HermiteTable {
  return { ...link, terms: link.terms.map((term) => ({ ...term, c: Math.abs(term.c) })) };
}
