import { MAX_DIRECTIONS, type HermiteLink, type HermiteTerm, type LinkSpec } from '@shared/model/link';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';

/** The link written out term by term: as the user wrote it, or the terms a preset stands for. */
export function asHermiteLink(link: LinkSpec, table: HermiteTable | null): HermiteLink {
  if (link.kind === 'hermite') return link;
  return { kind: 'hermite', r: table?.r ?? 1, terms: table?.terms ?? [] };
}

/** The link with term `index` changed. */
export function withTerm(link: HermiteLink, index: number, changed: Partial<HermiteTerm>): HermiteLink {
  return { ...link, terms: link.terms.map((term, i) => (i === index ? { ...term, ...changed } : term)) };
}

/** The link with one more term, of degree 1 in the first direction and coefficient 0: the function stays the same. */
export function withNewTerm(link: HermiteLink): HermiteLink {
  const beta = Array.from({ length: link.r }, (_, i) => (i === 0 ? 1 : 0));
  return { ...link, terms: [...link.terms, { beta, c: 0 }] };
}

/** The link without term `index`. */
export function withoutTerm(link: HermiteLink, index: number): HermiteLink {
  return { ...link, terms: link.terms.filter((_, i) => i !== index) };
}

/** The link on one more direction, which no term depends on yet; unchanged at the largest number of directions. */
export function withNewDirection(link: HermiteLink): HermiteLink {
  if (link.r >= MAX_DIRECTIONS) return link;
  return { ...link, r: link.r + 1, terms: link.terms.map((term) => ({ ...term, beta: [...term.beta, 0] })) };
}

/** The link without its last direction, and without the terms that depend on it; unchanged when it is the only one. */
export function withoutLastDirection(link: HermiteLink): HermiteLink {
  if (link.r <= 1) return link;
  const terms = link.terms.filter((term) => (term.beta.at(-1) ?? 0) === 0);
  return { ...link, r: link.r - 1, terms: terms.map((term) => ({ ...term, beta: term.beta.slice(0, -1) })) };
}
