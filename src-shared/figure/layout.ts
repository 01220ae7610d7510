import { axisTicks } from './axis-ticks';
import type { Axis, FigureSpec, MathText, Panel } from './figure-spec';
import type { FigureStyle } from './figure-style';
import { type LegendRow, legendRows } from './legend-rows';
import { plainText, tickNumber } from './math-text';
import { lineHeight, roughWidth } from './text-size';

/** A rectangle in the style's unit, from the figure's top left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a figure goes. */
export interface FigureLayout {
  /** Plotting areas, in the order of `spec.panels`. */
  readonly panels: readonly Box[];
  /** Rows of the legend and their top edges. */
  readonly legend: readonly (LegendRow & { readonly top: number })[];
  /** Left edge of the leftmost panel. */
  readonly firstLeft: number;
  /**
   * Distance from each panel's left edge to the near side of the label of its vertical axis; panels of one column share
   * it.
   */
  readonly yLabelOffsets: readonly number[];
}

/** Rough width of the label of a tick; its scripts are smaller. */
export function tickLabelWidth(label: MathText, style: FigureStyle): number {
  const { tick, shifted } = style.text;
  return label.reduce(
    (sum, { text, shift }) => sum + roughWidth(text, shift === 'none' ? tick : shifted, style.advance),
    0,
  );
}

/** Rough width of the widest tick label of an axis. */
function widestLabel(axis: Axis, style: FigureStyle): number {
  return Math.max(0, ...axisTicks(axis).map(({ label }) => tickLabelWidth(label, style)));
}

/** Widest tick label of a panel's vertical axis; 0 where it has none. */
function widestTickLabel(panel: Panel, style: FigureStyle): number {
  return panel.kind === 'ribbon' || !panel.y.showLabels ? 0 : widestLabel(panel.y, style);
}

/** Half of the widest label of the horizontal axes: what sticks out of a panel on either side. */
function horizontalOverhang(spec: FigureSpec, style: FigureStyle): number {
  const widths = spec.panels
    .filter((panel) => panel.x.showLabels)
    .map((panel) => widestLabel(panel.x, style));
  return Math.max(0, ...widths) / 2;
}

/** Width of the scale of a heat map with its numbers, beside the panel. */
export function colourBarWidth(panel: Panel, style: FigureStyle): number {
  if (panel.cells === undefined) return 0;
  const numbers = panel.cells.range.map((end) =>
    roughWidth(plainText(colourBarNumber(end)), style.text.tick),
  );
  return 4 * style.spacing.gap + colourBarThickness(style) + Math.max(...numbers);
}

/** Digits of the numbers at the ends of the scale of a heat map: what a colour can say. */
const COLOUR_BAR_DIGITS = 3;

/** The number at an end of the scale of a heat map. */
export function colourBarNumber(value: number): MathText {
  return tickNumber(Number(value.toPrecision(COLOUR_BAR_DIGITS)));
}

/** Width of the coloured part of the scale of a heat map. */
export function colourBarThickness(style: FigureStyle): number {
  return style.text.tick * 0.8;
}

/** Room around the panels of each column and row. */
interface Margins {
  /** Per column: label offset, and room at the left and at the right of its panels. */
  readonly columns: readonly {
    readonly labelOffset: number;
    readonly left: number;
    readonly right: number;
  }[];
  /** Per row: room above and below its panels. */
  readonly rows: readonly { readonly above: number; readonly below: number }[];
}

function columnMargins(spec: FigureSpec, style: FigureStyle): Margins['columns'] {
  const { gap } = style.spacing;
  const outwardTick = style.ticks.boxed ? 0 : style.ticks.major;
  const overhang = horizontalOverhang(spec, style);
  return Array.from({ length: spec.columns }, (_, column) => {
    const starting = spec.panels.filter((panel) => panel.column === column);
    const ending = spec.panels.filter((panel) => panel.column + (panel.columnSpan ?? 1) - 1 === column);
    const labelled = starting.some((panel) => panel.y.showLabels);
    const labelOffset =
      outwardTick + 2 * gap + Math.max(0, ...starting.map((panel) => widestTickLabel(panel, style)));
    const before = column === 0 ? 0 : overhang + 1.5 * gap;
    const after = column === spec.columns - 1 ? gap / 2 : 1.5 * gap;
    return {
      labelOffset,
      left: labelled || column === 0 ? labelOffset + lineHeight(style.text.label) : before,
      right: overhang + after + Math.max(0, ...ending.map((panel) => colourBarWidth(panel, style))),
    };
  });
}

function rowMargins(spec: FigureSpec, style: FigureStyle): Margins['rows'] {
  const { gap, row: between } = style.spacing;
  const outwardTick = style.ticks.boxed ? 0 : style.ticks.major;
  const tickRow = outwardTick + gap + lineHeight(style.text.tick);
  const labelRow = lineHeight(style.text.label);
  const last = spec.rowHeights.length - 1;
  return spec.rowHeights.map((_, row) => {
    const panels = spec.panels.filter((panel) => panel.row === row);
    const headed = panels.some((panel) => panel.heading !== null);
    const labelled = panels.some((panel) => panel.x.showLabels);
    // Without headings the label of a tick at the panel's very top is what sticks out: half its line.
    const top = row === 0 ? lineHeight(style.text.tick) / 2 : 0;
    return {
      above: headed ? labelRow + gap : top,
      below: (labelled || row === last ? tickRow + labelRow : 0) + (row === last ? 0 : between),
    };
  });
}

/** Sum of the first `count` numbers. */
function sumOf(values: readonly number[], count: number = values.length): number {
  return values.slice(0, count).reduce((sum, value) => sum + value, 0);
}

/** Places panels, labels and legend of a figure `size` large. Columns are equally wide, rows as `spec.rowHeights`. */
export function layoutFigure(
  spec: FigureSpec,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): FigureLayout {
  const columns = columnMargins(spec, style);
  const rows = rowMargins(spec, style);
  const sides = columns.map(({ left, right }) => left + right);
  const ends = rows.map(({ above, below }) => above + below);
  const columnWidth = (size.width - sumOf(sides)) / spec.columns;
  const leftOf = (column: number): number =>
    column * columnWidth + sumOf(sides, column) + (columns[column]?.left ?? 0);
  const firstLeft = Math.min(...spec.panels.map(({ column }) => leftOf(column)));
  const legend = legendRows(spec.legend, style, size.width, firstLeft);
  const legendHeight = legend.length * lineHeight(style.text.tick);
  const legendRoom = legendHeight + (legendHeight > 0 ? style.spacing.gap : 0);
  const unit = (size.height - sumOf(ends) - legendRoom) / sumOf(spec.rowHeights);

  const topOf = (row: number): number =>
    sumOf(spec.rowHeights, row) * unit + sumOf(ends, row) + (rows[row]?.above ?? 0);
  return {
    panels: spec.panels.map((panel) => {
      const left = leftOf(panel.column);
      const lastColumn = panel.column + (panel.columnSpan ?? 1) - 1;
      return {
        left,
        top: topOf(panel.row),
        width: leftOf(lastColumn) + columnWidth - left,
        height: (spec.rowHeights[panel.row] ?? 0) * unit,
      };
    }),
    legend: legend.map((place, row) => ({
      ...place,
      top: size.height - (legend.length - row) * lineHeight(style.text.tick),
    })),
    firstLeft,
    yLabelOffsets: spec.panels.map((panel) => columns[panel.column]?.labelOffset ?? 0),
  };
}
