import type { LinkSpec } from '@shared/model/link';

/** A way of writing a link down, one tab each. */
export type Writing = 'preset' | 'formula' | 'coefficients' | 'neurons';

/** Most directions for which the table of a way of writing fits into a narrow column, one column of fields each. */
const MOST_BESIDE: Readonly<Partial<Record<Writing, number>>> = { coefficients: 5, neurons: 3 };

/** Whether a link of `r` directions, written so, makes a table that needs the whole width. */
export function isBroad(writing: Writing, r: number): boolean {
  return r > (MOST_BESIDE[writing] ?? Infinity);
}

/** The way a link is written in. */
export function writingOf(link: LinkSpec): Writing {
  return link.kind === 'hermite' ? 'coefficients' : link.kind;
}
