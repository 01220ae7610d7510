import type { FigureSpec } from './figure-spec';

const NO_VALUES = new Float64Array(0);

/**
 * What of a figure stands still while its lines grow: axes, legend, headings and moments. Its lines are there without
 * their values, so that the legend has something to switch; the rest of them, levels and spans are `toCurvesOption`'s.
 * `former`, what this made of the figure before, is answered again where nothing has changed.
 */
export function standingPart(spec: FigureSpec, former?: FigureSpec): FigureSpec {
  const standing: FigureSpec = {
    ...spec,
    panels: spec.panels.map((panel) => ({
      ...panel,
      lines: panel.lines.map((line) => ({ ...line, x: NO_VALUES, y: NO_VALUES })),
      levels: [],
      spans: [],
    })),
  };
  return former !== undefined && JSON.stringify(former) === JSON.stringify(standing) ? former : standing;
}
