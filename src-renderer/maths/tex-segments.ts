/** A stretch of prose, or of TeX that stood between dollar signs. */
export interface TexSegment {
  readonly kind: 'prose' | 'tex';
  readonly text: string;
}

/** Prose with TeX between dollar signs, cut into its segments. A dollar sign without a partner is prose. */
export function texSegments(text: string): readonly TexSegment[] {
  const segments: TexSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$([^$]+)\$/g)) {
    if (match.index > end) segments.push({ kind: 'prose', text: text.slice(end, match.index) });
    segments.push({ kind: 'tex', text: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ kind: 'prose', text: text.slice(end) });
  return segments;
}
