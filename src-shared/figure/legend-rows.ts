import type { LegendEntry } from './figure-spec';
import type { FigureStyle } from './figure-style';
import { plainText } from './math-text';
import { roughWidth } from './text-size';

/** A row of the legend. */
export interface LegendRow {
  readonly entries: readonly LegendEntry[];
  /** Distance from the left edge of the figure; null for a row of its own, which stands in the middle. */
  readonly left: number | null;
  /** Width of every text, so that entries stand below each other; null for as wide as they are. */
  readonly textWidth: number | null;
}

/** Width of the gaps in and after a legend entry, in `spacing.gap`. */
const LEGEND_GAPS = 6;

/** How many rows more it may cost that entries stand below each other. */
const MOST_MORE = 1;

/** Room for the panels' names before a row of the legend; 0 where all panels share one legend. */
export function legendGroupWidth(entry: LegendEntry, style: FigureStyle): number {
  if (entry.group === undefined) return 0;
  return roughWidth(entry.group, style.text.tick) + 2 * style.spacing.gap;
}

/**
 * The legend's entries in rows no wider than `width`: one row in the middle, or several in columns. Rows of different
 * panels begin at `left` behind the names of the panels.
 */
export function legendRows(
  legend: readonly LegendEntry[],
  style: FigureStyle,
  width: number,
  left: number,
): readonly LegendRow[] {
  const filled = filledRows(legend, style, width);
  if (legend.some(({ group }) => group !== undefined)) {
    return filled.map((entries) => {
      const before = entries[0] ? legendGroupWidth(entries[0], style) : 0;
      return { entries, left: left + before, textWidth: null };
    });
  }
  if (filled.length < 2) return filled.map((entries) => ({ entries, left: null, textWidth: null }));
  const textWidth = Math.max(...legend.map((entry) => textOf(entry, style)));
  const cell = textWidth + besideText(style);
  const columns = Math.max(1, Math.floor(width / cell));
  const count = Math.ceil(legend.length / columns);
  if (cell > width || count > filled.length + MOST_MORE) {
    const widest = Math.max(...filled.map((entries) => sum(entries.map((entry) => widthOf(entry, style)))));
    return filled.map((entries) => ({ entries, left: Math.max(0, (width - widest) / 2), textWidth: null }));
  }
  return Array.from({ length: count }, (_, row) => ({
    entries: legend.slice(row * columns, (row + 1) * columns),
    left: (width - columns * cell) / 2,
    textWidth,
  }));
}

/** As many entries in every row as fit; each group begins a row. */
function filledRows(legend: readonly LegendEntry[], style: FigureStyle, width: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  let free = 0;
  let group: string | undefined;
  for (const entry of legend) {
    const needed = widthOf(entry, style);
    if (needed > free || entry.group !== group) {
      rows.push([]);
      free = width - legendGroupWidth(entry, style);
      group = entry.group;
    }
    rows[rows.length - 1]?.push(entry);
    free -= needed;
  }
  return rows;
}

function textOf({ label }: LegendEntry, style: FigureStyle): number {
  return roughWidth(plainText(label), style.text.tick);
}

function besideText(style: FigureStyle): number {
  return style.spacing.legendDash + LEGEND_GAPS * style.spacing.gap;
}

function widthOf(entry: LegendEntry, style: FigureStyle): number {
  return textOf(entry, style) + besideText(style);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
