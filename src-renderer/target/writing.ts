import type { LinkSpec } from '@shared/model/link';

/** A way of writing a link down, one tab each. */
export type Writing = 'preset' | 'formula' | 'coefficients' | 'neurons';

/** The way a link is written in. */
export function writingOf(link: LinkSpec): Writing {
  return link.kind === 'hermite' ? 'coefficients' : link.kind;
}
