import type { FigureSpec, LegendEntry, Panel } from './figure-spec';
import { decadesWithin } from './decades';
import type { FigureStyle } from './figure-style';
import { linearTicks } from './linear-ticks';
import { plainText } from './math-text';

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
  /** Rows of the legend: their entries and top edges. */
  readonly legend: readonly { readonly entries: readonly LegendEntry[]; readonly top: number }[];
  /** Distance from the panels' left edge to the near side of the labels of the vertical axes. */
  readonly yLabelOffset: number;
}

/** Width of the gaps in and after a legend entry, in `spacing.gap`. */
const LEGEND_GAPS = 6;

/** Mean advance of a digit or letter, in font sizes: true to a few percent for Times and Helvetica. */
const ADVANCE = 0.52;

/** Rough width of a text, for placing things; not for anything that must be exact. */
export function roughWidth(text: string, fontSize: number): number {
  return text.length * fontSize * ADVANCE;
}

/** Rough width of the decade label 10^exponent. */
export function decadeLabelWidth(exponent: number, style: FigureStyle): number {
  return roughWidth('10', style.text.tick) + roughWidth(String(exponent), style.text.shifted);
}

/** Text height of one line including what shifted runs need. */
export function lineHeight(fontSize: number): number {
  return fontSize * 1.3;
}

/** Widest tick label of a panel's vertical axis. */
function widestTickLabel(panel: Panel, style: FigureStyle): number {
  if (panel.kind === 'ribbon' || !panel.y.showLabels) return 0;
  const widths =
    panel.y.scale === 'log'
      ? decadesWithin(panel.y.range).map((k) => decadeLabelWidth(k, style))
      : linearTicks(panel.y.range, 4).map((tick) => roughWidth(String(tick), style.text.tick));
  return Math.max(0, ...widths);
}

/** Half of the widest decade label of the time axes: what sticks out of a panel on either side. */
function timeLabelOverhang(spec: FigureSpec, style: FigureStyle): number {
  const widths = spec.panels
    .filter((panel) => panel.x.showLabels && panel.x.scale === 'log')
    .flatMap((panel) => decadesWithin(panel.x.range))
    .map((k) => decadeLabelWidth(k, style));
  return Math.max(0, ...widths) / 2;
}

/** The legend's entries in rows no wider than `width`. */
function legendRows(spec: FigureSpec, style: FigureStyle, width: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  let free = 0;
  for (const entry of spec.legend) {
    const text = roughWidth(plainText(entry.label), style.text.tick);
    const needed = style.spacing.legendDash + text + LEGEND_GAPS * style.spacing.gap;
    if (needed > free) {
      rows.push([]);
      free = width;
    }
    rows[rows.length - 1]?.push(entry);
    free -= needed;
  }
  return rows;
}

/** Places panels, labels and legend of a figure `size` large. Columns are equally wide, rows as `spec.rowHeights`. */
export function layoutFigure(
  spec: FigureSpec,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): FigureLayout {
  const { gap } = style.spacing;
  const outwardTick = style.ticks.boxed ? 0 : style.ticks.major;
  const tickRow = outwardTick + gap + lineHeight(style.text.tick);
  const labelRow = lineHeight(style.text.label);

  const tickLabels = Math.max(0, ...spec.panels.map((panel) => widestTickLabel(panel, style)));
  const yLabelOffset = outwardTick + 2 * gap + tickLabels;
  const overhang = timeLabelOverhang(spec, style);
  const left = yLabelOffset + labelRow;
  const right = overhang + gap / 2;
  const columnGap = 2 * overhang + 3 * gap;
  const columnWidth = (size.width - left - right - (spec.columns - 1) * columnGap) / spec.columns;

  const hasHeadings = spec.panels.some((panel) => panel.heading !== null);
  // Without headings the label of a tick at the panel's very top is what sticks out: half its line.
  const top = hasHeadings ? labelRow + gap : lineHeight(style.text.tick) / 2;
  const legend = legendRows(spec, style, size.width);
  const legendHeight = legend.length * lineHeight(style.text.tick);
  const bottom = tickRow + labelRow + legendHeight + (legendHeight > 0 ? gap : 0);
  const rows = spec.rowHeights.length;
  const rowsHeight = size.height - top - bottom - (rows - 1) * style.spacing.row;
  const unit = rowsHeight / spec.rowHeights.reduce((sum, height) => sum + height, 0);
  const heightsAbove = (row: number): number =>
    spec.rowHeights.slice(0, row).reduce((sum, height) => sum + height * unit + style.spacing.row, 0);

  return {
    panels: spec.panels.map((panel) => ({
      left: left + panel.column * (columnWidth + columnGap),
      top: top + heightsAbove(panel.row),
      width: columnWidth,
      height: (spec.rowHeights[panel.row] ?? 0) * unit,
    })),
    legend: legend.map((entries, row) => ({
      entries,
      top: size.height - (legend.length - row) * lineHeight(style.text.tick),
    })),
    yLabelOffset,
  };
}
