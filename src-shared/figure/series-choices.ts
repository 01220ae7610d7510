import type { FigurePanel, SeriesChoice } from '../model/figure';
import type { MathText } from '../model/panel-drawing';
import type { Axis, LegendEntry, Panel } from './figure-spec';
import { labelOf } from './label-tex';
import { plainText } from './math-text';

type Labelled = { readonly label: MathText };

function choiceFor(panel: FigurePanel, label: MathText): SeriesChoice | undefined {
  return panel.series?.find(({ series }) => series === plainText(label));
}

/** What of a list is shown, under the labels its user chose. */
function chosen<T extends Labelled>(entries: readonly T[], panel: FigurePanel): T[] {
  return entries.flatMap((entry) => {
    const choice = choiceFor(panel, entry.label);
    if (choice === undefined) return [entry];
    if (!choice.shown) return [];
    return [choice.label === null ? entry : { ...entry, label: labelOf(choice.label) }];
  });
}

function chosenAxis(axis: Axis, text: string | undefined): Axis {
  return text === undefined ? axis : { ...axis, label: labelOf(text) };
}

/** The panel with the labels its user chose, and without the series its user hid. */
export function withChoices(composed: Panel, panel: FigurePanel): Panel {
  return {
    ...composed,
    x: chosenAxis(composed.x, panel.x.label),
    y: chosenAxis(composed.y, panel.y.label),
    lines: chosen(composed.lines, panel),
    bands: chosen(composed.bands ?? [], panel),
    points: chosen(composed.points ?? [], panel),
    bars: chosen(composed.bars ?? [], panel),
  };
}

/** The entries of a legend for what is shown, under the labels its user chose. */
export function legendWithChoices(
  entries: readonly LegendEntry[],
  panel: FigurePanel,
): readonly LegendEntry[] {
  return chosen(entries, panel);
}

/** The labels of all series of a panel as its source proposes them, once each, in drawing order. */
export function seriesLabels({ lines, bands = [], points = [], bars = [] }: Panel): readonly MathText[] {
  const all: readonly Labelled[] = [...lines.filter(({ ghost }) => !ghost), ...bands, ...points, ...bars];
  return [...new Map(all.map(({ label }) => [plainText(label), label])).values()];
}
