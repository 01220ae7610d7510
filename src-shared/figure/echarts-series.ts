import type { CustomSeriesOption, LineSeriesOption } from 'echarts';
import { axisFraction, clampTo, showable } from './axis-values';
import { markSeries } from './echarts-marks';
import type { Axis, Level, Line, Panel, Span } from './figure-spec';
import { colourOf, dashPattern, type FigureStyle } from './figure-style';
import type { Box } from './layout';
import { plainText } from './math-text';
import { richStylesOf, richText } from './rich-text';
import { placesAcross, seenPoints } from './seen-points';
import { roughWidth } from './text-size';

/** Points of a line interleaved as t, y, t, y, … with every value made showable (workbench.md §3.3). */
export function linePoints(line: Line, x: Axis, y: Axis): Float64Array {
  // A first time of zero is drawn at the left edge, or left of it when the first positive time is. Likewise a value of zero
  // is drawn at the floor, or below it where the line has left through the floor already: it does not come up again.
  const firstPositive = x.scale === 'log' ? leastPositive(line.x, x.range[0]) : NaN;
  const floor = y.scale === 'log' ? leastPositive(line.y, y.range[0]) : NaN;
  const points = new Float64Array(2 * line.x.length);
  for (let i = 0; i < line.x.length; i++) {
    points[2 * i] = showable(line.x[i] ?? NaN, x, firstPositive);
    points[2 * i + 1] = showable(line.y[i] ?? NaN, y, floor);
  }
  return points;
}

/** `placesAcross` by the times of a line: the lines of a run share them. */
type TimePlaces = Map<Float64Array, Float64Array>;

/** The least positive value, `most` at most. */
function leastPositive(values: Float64Array, most: number): number {
  let least = most;
  for (const value of values) if (value > 0 && value < least) least = value;
  return least;
}

function lineWidth(line: Line, style: FigureStyle): number {
  return line.colour === 'prediction' ? style.lines.prediction : style.lines.data;
}

/** The points of a line that are drawn: in a file every one. */
function drawnPoints(
  line: Line,
  { x, y }: Panel,
  box: Box,
  style: FigureStyle,
  known: TimePlaces,
): Float64Array {
  const points = linePoints(line, x, y);
  if (!style.interactive) return points;
  const lefts = known.get(line.x) ?? placesAcross(points, x, box);
  known.set(line.x, lefts);
  return seenPoints(points, x, y, box, lefts);
}

function lineSeries(
  line: Line,
  panel: Panel,
  index: number,
  box: Box,
  style: FigureStyle,
  known: TimePlaces,
): LineSeriesOption {
  const width = lineWidth(line, style);
  const drawn = drawnPoints(line, panel, box, style, known);
  return {
    type: 'line',
    id: line.id,
    // Lines of one name are one condition: the legend switches them together, in all panels.
    name: plainText(line.label),
    xAxisIndex: index,
    yAxisIndex: index,
    dimensions: ['t', 'y'],
    // ECharts reads typed arrays four times faster than pairs; its types do not say so.
    data: drawn as unknown as NonNullable<LineSeriesOption['data']>,
    symbol: 'none',
    // Or ECharts keeps account of a symbol for every point, though none is drawn.
    showSymbol: false,
    clip: true,
    silent: true,
    animation: false,
    emphasis: { disabled: true },
    z: line.ghost ? 1 : 2,
    lineStyle: {
      color: colourOf(line.colour, style),
      width,
      type: dashPattern(line.dash, width),
      opacity: line.ghost ? style.colours.ghostOpacity : 1,
      cap: 'butt',
      join: 'round',
    },
  };
}

/** A span and its label, which is left out where it does not fit. */
function spanArea(span: Span, panel: Panel, box: Box, style: FigureStyle) {
  const width = (axisFraction(span.to, panel.x) - axisFraction(span.from, panel.x)) * box.width;
  const fits = roughWidth(plainText(span.label), style.text.tick) + style.spacing.gap <= width;
  const text = richText(span.label);
  const start = {
    xAxis: clampTo(span.from, panel.x),
    itemStyle: { color: colourOf(span.colour, style), opacity: style.colours.spanOpacity },
    label: {
      show: fits && span.label.length > 0,
      position: 'inside' as const,
      formatter: text,
      fontFamily: style.fontFamily,
      fontSize: style.text.tick,
      rich: richStylesOf([text], style.text.tick, style.colours.ink, style),
    },
  };
  return [start, { xAxis: clampTo(span.to, panel.x) }] as [typeof start, { xAxis: number }];
}

/** True when no line rises above the level and no moment stands in the first `share` of the panel's width. */
function isClear(level: Level, panel: Panel, share: number): boolean {
  const atStart = (t: number): boolean => axisFraction(t, panel.x) <= share;
  const rises = (line: Line): boolean => line.x.some((t, i) => (line.y[i] ?? 0) >= level.value && atStart(t));
  return !panel.moments.some((moment) => atStart(moment.value)) && !panel.lines.some(rises);
}

function levelLabel(level: Level, panel: Panel, box: Box, style: FigureStyle) {
  const width = roughWidth(plainText(level.label), style.text.tick) + 2 * style.spacing.gap;
  const text = richText(level.label);
  return {
    show: level.label.length > 0 && isClear(level, panel, width / box.width),
    position: 'insideStartTop' as const,
    distance: [style.spacing.gap, 0],
    formatter: text,
    rich: richStylesOf([text], style.text.tick, style.colours.ink, style),
  };
}

/** Everything of a panel that is no curve hangs on one empty series. */
function guideSeries(panel: Panel, index: number, box: Box, style: FigureStyle): LineSeriesOption {
  return {
    type: 'line',
    id: `${panel.id}.marks`,
    xAxisIndex: index,
    yAxisIndex: index,
    data: [],
    silent: true,
    animation: false,
    z: 1,
    markLine: guideLines(panel, box, style),
    markArea: {
      silent: true,
      animation: false,
      data: panel.spans.map((span) => spanArea(span, panel, box, style)),
    },
  };
}

/** Levels and moments. */
function guideLines(panel: Panel, box: Box, style: FigureStyle) {
  const width = style.lines.frame;
  const mark = (colour: string) => ({ color: colour, width, type: dashPattern('dotted', width), opacity: 1 });
  return {
    symbol: 'none' as const,
    silent: true,
    animation: false,
    label: { show: false },
    data: [
      ...panel.levels.map((level) => ({
        yAxis: level.value,
        lineStyle: mark(colourOf(level.colour, style)),
        label: levelLabel(level, panel, box, style),
      })),
      ...panel.moments.map((moment) => ({
        xAxis: moment.value,
        lineStyle: mark(colourOf(moment.colour, style)),
      })),
    ],
  };
}

/** The series of a panel whose axes are number `index` of the option. */
export function panelSeries(
  panel: Panel,
  index: number,
  box: Box,
  style: FigureStyle,
): (LineSeriesOption | CustomSeriesOption)[] {
  const { levels, moments, spans } = panel;
  const isGuided = levels.length + moments.length + spans.length > 0;
  const known: TimePlaces = new Map();
  return [
    ...(isGuided ? [guideSeries(panel, index, box, style)] : []),
    // Lines first: a legend takes its entry from the first series of a name, which is to be the line, not its band.
    ...panel.lines.map((line) => lineSeries(line, panel, index, box, style, known)),
    ...markSeries(panel, index, box, style),
  ];
}
