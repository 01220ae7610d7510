import type { EChartsOption, LegendComponentOption, TitleComponentOption } from 'echarts';
import { horizontalAxis, rightAxis, topAxis, verticalAxis } from './echarts-axes';
import { panelSeries } from './echarts-series';
import type { FigureSpec, LegendEntry } from './figure-spec';
import { colourOf, dashPattern, type FigureStyle } from './figure-style';
import { type Box, type FigureLayout, layoutFigure } from './layout';
import { labelOf } from './label-tex';
import { isOpen, LEGEND_ICONS, MARKER_SIZE, paperColour } from './marker-shapes';
import { plainText } from './math-text';
import { RICH_LINE, richStyles, richText } from './rich-text';

/** The drawing area of a figure, in the style's unit. */
export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

const NOWHERE: Box = { left: 0, top: 0, width: 0, height: 0 };

function headings(spec: FigureSpec, layout: FigureLayout, style: FigureStyle): TitleComponentOption[] {
  return spec.panels.flatMap((panel, i) => {
    if (panel.heading === null) return [];
    const box = layout.panels[i] ?? NOWHERE;
    return {
      text: titleText(panel.heading),
      left: box.left + box.width / 2,
      top: box.top - style.spacing.gap - titleDrop(panel.heading) * style.text.label,
      padding: 0,
      textAlign: 'center',
      textStyle: {
        fontFamily: style.fontFamily,
        fontSize: style.text.label,
        fontWeight: 'normal',
        color: style.colours.ink,
        rich: richStyles(style.text.label, style.colours.ink, style),
      },
    };
  });
}

/** How far above the panel a heading begins, in its font size: lines of rich text are higher, around the same middle. */
function titleDrop(heading: string): number {
  return heading.includes('$') ? 1 + (RICH_LINE - 1) / 2 : 1;
}

/** A heading as ECharts takes it: rich text only where it holds TeX. */
function titleText(heading: string): string {
  return heading.includes('$') ? richText(labelOf(heading)) : heading;
}

/** One legend per row: ECharts' own wrapping spaces rows as widely as entries. */
function legends(layout: FigureLayout, style: FigureStyle): LegendComponentOption[] {
  return layout.legend.map(({ entries, left, top, textWidth }) => {
    const labels = new Map(entries.map((entry) => [plainText(entry.label), richText(entry.label)]));
    return {
      left: left ?? 'center',
      top,
      padding: 0,
      itemWidth: style.spacing.legendDash,
      itemHeight: style.text.tick * MARKER_SIZE,
      itemGap: 4 * style.spacing.gap,
      selectedMode: style.interactive,
      inactiveColor: style.colours.muted,
      // A line only: no symbol on it.
      itemStyle: { opacity: 0 },
      formatter: (name) => labels.get(name) ?? name,
      textStyle: {
        fontFamily: style.fontFamily,
        fontSize: style.text.tick,
        color: style.colours.ink,
        rich: richStyles(style.text.tick, style.colours.ink, style),
        padding: [0, 0, 0, style.spacing.gap],
        ...(textWidth === null ? {} : { width: textWidth }),
      },
      data: entries.map((entry) => legendItem(entry, style)),
    };
  });
}

/** Names of the panels a row of the legend belongs to. */
function legendGroups(layout: FigureLayout, style: FigureStyle): TitleComponentOption[] {
  return layout.legend.flatMap(({ entries: [first], top }, row) => {
    const before = layout.legend[row - 1]?.entries[0];
    if (first?.group === undefined || first.group === before?.group) return [];
    const { fontFamily, text, colours } = style;
    return {
      text: first.group,
      left: layout.firstLeft,
      top,
      padding: 0,
      textStyle: { fontFamily, fontSize: text.tick, fontWeight: 'normal', color: colours.ink },
    };
  });
}

function legendItem(entry: LegendEntry, style: FigureStyle) {
  const width = entry.colour === 'prediction' ? style.lines.prediction : style.lines.data;
  if (entry.marker !== undefined) {
    const color = colourOf(entry.colour, style);
    return {
      name: plainText(entry.label),
      icon: LEGEND_ICONS[entry.marker],
      itemStyle: isOpen(entry.marker)
        ? { color: paperColour(style), opacity: 1, borderColor: color, borderWidth: style.lines.prediction }
        : { color, opacity: 1 },
    };
  }
  return {
    name: plainText(entry.label),
    lineStyle: {
      color: colourOf(entry.colour, style),
      width,
      type: dashPattern(entry.dash, width),
      opacity: 1,
    },
  };
}

/**
 * The ECharts option of a figure drawn `size` large. Pure: the same spec, style and size give the same picture on
 * screen and in a file. Grid i holds panel i, axes i carry its labels; those that close the
 * frames come after them.
 */
export function toEChartsOption(spec: FigureSpec, style: FigureStyle, size: FigureSize): EChartsOption {
  const layout = layoutFigure(spec, style, size);
  const boxOf = (i: number): Box => layout.panels[i] ?? NOWHERE;
  /** Axes that are not drawn would still be worked out with every frame of a live run. */
  const closed = style.ticks.boxed ? spec.panels : [];
  return {
    animation: false,
    backgroundColor: style.colours.background,
    textStyle: { fontFamily: style.fontFamily, color: style.colours.ink },
    aria: { enabled: style.interactive, label: { description: spec.name } },
    title: [...headings(spec, layout, style), ...legendGroups(layout, style)],
    legend: legends(layout, style),
    // The layout has room for every label; ECharts is not to move the panels again.
    grid: layout.panels.map((box) => ({ ...box, outerBoundsMode: 'none' as const })),
    xAxis: [
      ...spec.panels.map((panel, i) => horizontalAxis(panel, i, boxOf(i), style)),
      ...closed.map((panel, i) => topAxis(panel, i, boxOf(i), style)),
    ],
    yAxis: [
      ...spec.panels.map((panel, i) => verticalAxis(panel, i, boxOf(i), layout.yLabelOffsets[i] ?? 0, style)),
      ...closed.map((panel, i) => rightAxis(panel, i, boxOf(i), style)),
    ],
    series: spec.panels.flatMap((panel, i) => panelSeries(panel, i, boxOf(i), style)),
  };
}
