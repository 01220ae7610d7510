/** A stretch of prose, or of TeX that stood between dollar signs. */
export interface TexSegment {
  readonly kind: 'prose' | 'tex';
  readonly text: string;
  /** Punctuation that closes a short formula and is not to begin a line of its own; empty otherwise. */
  readonly closing: string;
}

/** Letters of TeX of a formula that may be kept on one line; a longer one must break. */
const MOST_UNBROKEN = 24;
const FORMULA = /\$([^$]+)\$([.,;:!?)]*)/g;

/** Prose with TeX between dollar signs, cut into its segments. A dollar sign without a partner is prose. */
export function texSegments(text: string): readonly TexSegment[] {
  const segments: TexSegment[] = [];
  const addProse = (prose: string): void => {
    if (prose !== '') segments.push({ kind: 'prose', text: prose, closing: '' });
  };
  let end = 0;
  for (const match of text.matchAll(FORMULA)) {
    const [whole, tex = '', marks = ''] = match;
    const closing = tex.length <= MOST_UNBROKEN ? marks : '';
    addProse(text.slice(end, match.index));
    segments.push({ kind: 'tex', text: tex, closing });
    end = match.index + whole.length - (marks.length - closing.length);
  }
  addProse(text.slice(end));
  return segments;
}
