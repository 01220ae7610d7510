import type { FigureSpec, Line, Panel } from './figure-spec';
import { plainText } from './math-text';

const NO_VALUES = new Float64Array(0);

/**
 * What of a figure stands still while its lines grow: axes, legend, headings and moments. Of its lines there is one of
 * each name in the legend, without values, for the legend to switch; the lines themselves, levels and spans are in
 * `toCurvesOption`. `former`, what this made of the figure before, is answered again where nothing has changed.
 */
export function standingPart(spec: FigureSpec, former?: FigureSpec): FigureSpec {
  const standing: FigureSpec = { ...spec, panels: withNamesOnly(spec) };
  return former !== undefined && JSON.stringify(former) === JSON.stringify(standing) ? former : standing;
}

function withNamesOnly({ panels, legend }: FigureSpec): readonly Panel[] {
  const missing = new Set(legend.map(({ label }) => plainText(label)));
  return panels.map((panel) => ({
    ...panel,
    lines: panel.lines.filter(({ label }) => missing.delete(plainText(label))).map(withoutValues),
    levels: [],
    spans: [],
  }));
}

function withoutValues(line: Line): Line {
  return { ...line, x: NO_VALUES, y: NO_VALUES };
}
