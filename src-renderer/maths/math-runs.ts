/** A stretch of text set on the line, below or above it. */
export interface MathRun {
  readonly text: string;
  readonly shift: 'plain' | 'sub' | 'super';
}

const SHIFTED = /([_^])(?:\{([^}]*)\}|([A-Za-z0-9]))/g;

/** Prose in which `_x`, `^x`, `_{…}` and `^{…}` mark subscripts and superscripts, as runs. */
export function mathRuns(text: string): readonly MathRun[] {
  const runs: MathRun[] = [];
  let end = 0;
  for (const match of text.matchAll(SHIFTED)) {
    if (match.index > end) runs.push({ text: text.slice(end, match.index), shift: 'plain' });
    runs.push({ text: match[2] ?? match[3] ?? '', shift: match[1] === '_' ? 'sub' : 'super' });
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ text: text.slice(end), shift: 'plain' });
  return runs;
}
