import type { FigureDocument, FigurePanel } from '../model/figure';
import { composeDrawingPanel } from './drawing-panel';
import type { Axis, FigureSpec, Line, Panel } from './figure-spec';
import { labelOf } from './label-tex';
import { plainText } from './math-text';
import { legendOfLines, mergeLegends } from './panel-legend';
import { placePanels, rowHeights } from './place-panels';
import { legendWithChoices, withChoices } from './series-choices';
import { composeStagePanel, type StageContent } from './stage-content';

/** What the panels of stages draw, by panel id. */
export type FigureContent = ReadonlyMap<string, StageContent>;

/**
 * A panel as its source proposes it, in the corner of the grid.
 * @throws Error when `content` lacks a panel of a stage
 */
export function proposedPanel(panel: FigurePanel, content: FigureContent): Panel {
  const { source } = panel;
  if (source.kind === 'drawing') return composeDrawingPanel(panel, source.drawing);
  const stage = content.get(panel.id);
  if (stage === undefined) throw new Error(`nothing to draw in panel "${panel.id}"`);
  return composeStagePanel(panel, source.quantity, stage);
}

/** (a), (b), … for the panels that are plots; empty for ribbons. After (z) come (aa), (ab), … */
export function panelTags(panels: readonly FigurePanel[]): string[] {
  let count = 0;
  return panels.map(({ source }) => {
    if (source.kind === 'stage' && source.quantity === 'plateaus') return '';
    const letters = count < 26 ? '' : String.fromCharCode(96 + Math.floor(count / 26));
    return `(${letters}${String.fromCharCode(97 + (count++ % 26))})`;
  });
}

/** Ids that are unique in the whole figure. */
function withOwnIds(panel: Panel, id: string): Panel {
  const own = <T extends { readonly id: string }>(series: T): T => ({ ...series, id: `${id}/${series.id}` });
  return {
    ...panel,
    id,
    lines: panel.lines.map(own),
    spans: panel.spans.map(own),
    bands: (panel.bands ?? []).map(own),
    points: (panel.points ?? []).map(own),
    bars: (panel.bars ?? []).map(own),
    ...(panel.cells === undefined ? {} : { cells: own(panel.cells) }),
  };
}

function isSameAxis(a: Axis, b: Axis): boolean {
  const shown = ({ label, scale, range, ticks }: Axis): string =>
    JSON.stringify([label, scale, range, ticks]);
  return shown(a) === shown(b);
}

/** Labels of an axis stand once where neighbours share it: at the left of a row, at the bottom of a column. */
function shareAxes(panels: readonly Panel[]): Panel[] {
  const span = (panel: Panel): number => panel.columnSpan ?? 1;
  return panels.map((panel) => {
    const left = panels.find(
      (other) => other.row === panel.row && other.column + span(other) === panel.column,
    );
    const below = panels.find(
      (other) => other.row === panel.row + 1 && other.column === panel.column && span(other) === span(panel),
    );
    const showsX = below === undefined || !isSameAxis(panel.x, below.x);
    const showsY = left === undefined || !isSameAxis(panel.y, left.y);
    return {
      ...panel,
      x: { ...panel.x, showLabels: showsX },
      y: { ...panel.y, showLabels: showsY },
      levels: showsY ? panel.levels : panel.levels.map((level) => ({ ...level, label: [] })),
    };
  });
}

/** Lines or legend entries, all solid but predictions where `dashes` is false. */
function withDashes<T extends Pick<Line, 'colour' | 'dash'>>(
  entries: readonly T[],
  dashes: boolean,
): readonly T[] {
  if (dashes) return entries;
  return entries.map((entry) =>
    entry.colour === 'prediction' ? entry : { ...entry, dash: 'solid' as const },
  );
}

/**
 * The figure of a document: its panels placed in the grid, with tags, shared axes and one legend.
 * @throws Error when `content` lacks a panel of a stage
 */
export function composeFigure(document: FigureDocument, content: FigureContent): FigureSpec {
  const { panels, columns, look } = document;
  const places = placePanels(panels, columns);
  const tags = panelTags(panels);
  const proposed = panels.map((panel) => proposedPanel(panel, content));
  const drawn = proposed.map((proposal, i): Panel => {
    const panel = panels[i];
    if (panel === undefined) return proposal;
    const composed = withOwnIds(withChoices(proposal, panel), panel.id);
    const heading = [look.tags ? tags[i] : '', panel.heading].filter(Boolean).join(' ');
    return {
      ...composed,
      ...places[i],
      heading: heading === '' ? null : heading,
      lines: withDashes(composed.lines, look.dashes),
    };
  });
  const legends = panels.map((panel, i) => {
    const proposal = proposed[i];
    const name = look.tags ? (tags[i] ?? '') : plainText(labelOf(panel.heading));
    if (!panel.legend || proposal === undefined) return { name, entries: [] };
    const { source } = panel;
    const entries = source.kind === 'drawing' ? source.drawing.legend : legendOfLines(proposal);
    return { name, entries: withDashes(legendWithChoices(entries, panel), look.dashes) };
  });
  return {
    name: document.name,
    rowHeights: rowHeights(panels, places),
    columns,
    panels: shareAxes(drawn),
    legend: look.legend ? mergeLegends(legends) : [],
  };
}
