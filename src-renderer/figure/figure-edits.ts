import type { FigureRepair } from '@shared/contract/figure-export';
import { newPanel, withPanels } from '@shared/figure/new-figure';
import type {
  AxisChoice,
  FigureDocument,
  FigurePanel,
  PanelSource,
  SeriesChoice,
} from '@shared/model/figure';

/** The figure with one of its panels changed. */
export function withChangedPanel(
  figure: FigureDocument,
  panelId: string,
  change: Partial<FigurePanel>,
): FigureDocument {
  return {
    ...figure,
    panels: figure.panels.map((panel) => (panel.id === panelId ? { ...panel, ...change } : panel)),
  };
}

/** The figure with a panel moved one place up or down in reading order. */
export function withMovedPanel(figure: FigureDocument, panelId: string, by: 1 | -1): FigureDocument {
  const from = figure.panels.findIndex(({ id }) => id === panelId);
  const to = from + by;
  const panel = figure.panels[from];
  if (panel === undefined || to < 0 || to >= figure.panels.length) return figure;
  const others = figure.panels.filter(({ id }) => id !== panelId);
  return { ...figure, panels: [...others.slice(0, to), panel, ...others.slice(to)] };
}

/** The figure without a panel. */
export function withoutPanel(figure: FigureDocument, panelId: string): FigureDocument {
  return { ...figure, panels: figure.panels.filter(({ id }) => id !== panelId) };
}

/** The figure with one more panel of a source. */
export function withNewPanel(figure: FigureDocument, source: PanelSource): FigureDocument {
  return withPanels(figure, [newPanel(source)]);
}

/** The figure with a second panel like one of its own, after it. */
export function withPanelTwice(figure: FigureDocument, panelId: string): FigureDocument {
  const place = figure.panels.findIndex(({ id }) => id === panelId);
  const panel = figure.panels[place];
  const copy = panel && withPanels(figure, [panel]).panels.at(-1);
  if (copy === undefined) return figure;
  return {
    ...figure,
    panels: [...figure.panels.slice(0, place + 1), copy, ...figure.panels.slice(place + 1)],
  };
}

/** An axis under a label of its own; the proposed one for null. */
export function withAxisLabel(axis: AxisChoice, label: string | null): AxisChoice {
  const { scale, range } = axis;
  return label === null ? { scale, range } : { scale, range, label };
}

/**
 * An axis from or to another value; null for the proposed one. The other end stays what it is, proposed or not: a range has
 * two ends or none.
 */
export function withAxisEnd(
  axis: AxisChoice,
  proposed: readonly [number, number],
  end: 0 | 1,
  value: number | null,
): AxisChoice {
  const [low, high] = axis.range ?? proposed;
  const ends: readonly [number, number] =
    end === 0 ? [value ?? proposed[0], high] : [low, value ?? proposed[1]];
  const isProposed = ends[0] === proposed[0] && ends[1] === proposed[1];
  return { ...axis, range: isProposed ? null : ends };
}

/** A panel whose series of one label is shown or hidden, or called otherwise. */
export function withSeries(
  panel: FigurePanel,
  series: string,
  change: Partial<Omit<SeriesChoice, 'series'>>,
): Partial<FigurePanel> {
  const former = panel.series ?? [];
  const known = former.find((choice) => choice.series === series) ?? { series, label: null, shown: true };
  const changed = { ...known, ...change };
  const others = former.filter((choice) => choice.series !== series);
  const isProposed = changed.shown && changed.label === null;
  return { series: isProposed ? others : [...others, changed] };
}

/** The figure with what mends a check. */
export function withRepair(figure: FigureDocument, { look, ...rest }: FigureRepair): FigureDocument {
  return { ...figure, ...rest, look: { ...figure.look, ...look } };
}
