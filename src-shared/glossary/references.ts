/** References that several entries share. */
export const PAPER = 'Bietti, Bruna, Pillaud-Vivien, arXiv 2310.19793';

/** A section of the specification of the mathematics. */
export function theory(section: string): string {
  return `Grassflow, docs/theory.md §${section}`;
}

/** A section of the numerical decisions. */
export function numerics(section: string): string {
  return `Grassflow, docs/numerics.md §${section}`;
}
