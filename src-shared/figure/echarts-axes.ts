import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { axisTicks, hasDecades, type Tick } from './axis-ticks';
import type { Axis, MathText, Panel } from './figure-spec';
import { decade, decadeBelow, decadeCount } from './decades';
import type { FigureStyle } from './figure-style';
import { type Box, tickLabelWidth } from './layout';
import { plainText } from './math-text';
import { richStylesOf, richText } from './rich-text';
import { lineHeight, roughWidth } from './text-size';

/** Most decades that still get minor ticks; more would be a grey band. */
const MOST_DECADES_WITH_MINORS = 10;

/** From this many decades on, ECharts left to itself steps by more than one. */
const DECADES_STEPPED_SINGLY = 10;

/** Which way an axis runs and how long it is drawn. */
interface AxisPlace {
  readonly direction: 'horizontal' | 'vertical';
  readonly length: number;
}

/** Whether a log axis of this length gets minor ticks at 2…9. */
export function hasMinorTicks(axis: Axis, length: number, style: FigureStyle): boolean {
  if (axis.scale !== 'log' || axis.ticks !== undefined) return false;
  const decades = decadeCount(axis.range);
  return (
    decades <= MOST_DECADES_WITH_MINORS &&
    (startsOnDecade(axis) || decades < DECADES_STEPPED_SINGLY) &&
    length / decades >= style.ticks.shortestMinorDecade
  );
}

function startsOnDecade(axis: Axis): boolean {
  return axis.range[0] === decade(decadeBelow(axis.range[0]));
}

/** Scale of an axis: what decides where values fall. */
function scaleOption(axis: Axis) {
  const range = { min: axis.range[0], max: axis.range[1] };
  if (axis.scale === 'linear') return { ...range, type: 'value' as const };
  // On a log axis ECharts' interval is a step of the exponent, counted from the range's start.
  const steps = startsOnDecade(axis) ? { interval: 1 } : {};
  return { ...range, ...steps, type: 'log' as const, logBase: 10 };
}

/**
 * Ticks are our own (see `axisTicks`): on a log axis ECharts skips decades or starts at the range's end. Minor ticks
 * are ECharts': where it steps by single decades it divides each linearly, so that nine parts put them at 2…9.
 */
function tickOption(axis: Axis, place: AxisPlace, style: FigureStyle) {
  const lineStyle = { color: style.colours.frame, width: style.lines.frame };
  const customValues = axisTicks(axis).map(({ value }) => value);
  return {
    axisLine: { show: true, onZero: false, lineStyle: { ...lineStyle, cap: 'square' as const } },
    axisTick: { show: true, inside: style.ticks.boxed, length: style.ticks.major, lineStyle, customValues },
    minorTick: {
      show: hasMinorTicks(axis, place.length, style),
      splitNumber: 9,
      length: style.ticks.minor,
      lineStyle,
    },
    splitLine: { show: false },
  };
}

/**
 * The ticks that are labelled. Of a log axis on which labels would touch only every k-th is, k the smallest for which they do
 * not: every decade whose exponent is a multiple of k, or within decades the first and every k-th from it.
 */
function labelledTicks(axis: Axis, place: AxisPlace, style: FigureStyle): readonly Tick[] {
  const ticks = axisTicks(axis);
  const [first] = ticks;
  if (axis.scale !== 'log' || axis.ticks !== undefined || first === undefined) return ticks;
  const from = hasDecades(axis.range) ? decadeBelow(first.value) : 0;
  const extent =
    place.direction === 'horizontal'
      ? Math.max(...ticks.map(({ label }) => tickLabelWidth(label, style))) + 2 * style.spacing.gap
      : lineHeight(style.text.tick);
  const decadeLength = place.length / decadeCount(axis.range);
  const distance = (a: Tick, b: Tick): number => decadeCount([a.value, b.value]) * decadeLength;
  for (let stride = 1; ; stride++) {
    const every = ticks.filter((_, i) => (from + i) % stride === 0);
    const touch = every.some((tick, i) => i > 0 && distance(every[i - 1] ?? tick, tick) < extent);
    if (!touch) return every;
  }
}

/** The labels of an axis; a plain number needs no rich text. */
function tickLabels(axis: Axis, place: AxisPlace, style: FigureStyle) {
  const ticks = labelledTicks(axis, place, style);
  const isPlain = (label: MathText): boolean => axis.ticks === undefined && label.length === 1;
  const labels = new Map(
    ticks.map(({ value, label }) => [value, isPlain(label) ? plainText(label) : richText(label)]),
  );
  return {
    customValues: ticks.map(({ value }) => value),
    formatter: (value: number) => labels.get(value) ?? '',
  };
}

function labelOption(axis: Axis, place: AxisPlace, style: FigureStyle) {
  const labels = tickLabels(axis, place, style);
  const texts = labels.customValues.map(labels.formatter);
  return {
    show: axis.showLabels,
    color: style.colours.ink,
    fontFamily: style.fontFamily,
    fontSize: style.text.tick,
    margin: outwardTick(style) + style.spacing.gap,
    rich: richStylesOf(texts, style.text.tick, style.colours.ink, style),
    showMinLabel: true,
    showMaxLabel: true,
    hideOverlap: false,
    ...labels,
  };
}

/**
 * An axis label as far as it has room on the screen: where words and symbol do not fit beside a low panel, the symbol
 * alone. In a file a label is what its author wrote.
 */
function fittingLabel(label: MathText, place: AxisPlace, style: FigureStyle): MathText {
  const [words, ...symbol] = label;
  const fits = roughWidth(plainText(label), style.text.label) <= place.length + style.spacing.row / 2;
  const worded = words?.shift === 'none' && /^[A-Za-z ]+ $/.test(words.text);
  return style.interactive && !fits && worded && symbol.length > 0 ? symbol : label;
}

/** The label of an axis; with `place` cut to what has room along it. */
function nameOption(axis: Axis, gap: number, style: FigureStyle, place: AxisPlace | null) {
  const label = place === null ? axis.label : fittingLabel(axis.label, place, style);
  const name = axis.showLabels ? richText(label) : '';
  return {
    name,
    nameLocation: 'middle' as const,
    nameGap: gap,
    nameMoveOverlap: false,
    nameTextStyle: {
      fontFamily: style.fontFamily,
      fontSize: style.text.label,
      rich: richStylesOf([name], style.text.label, style.colours.ink, style),
    },
  };
}

/** An axis that only tells where values fall: nothing of it is drawn, or worked out. */
export function hiddenAxis(axis: Axis, gridIndex: number) {
  return { gridIndex, show: false, ...scaleOption(axis) };
}

/** What both axes of one direction have, the one with labels and the one that closes the frame. */
function frameOption(axis: Axis, gridIndex: number, place: AxisPlace, style: FigureStyle) {
  return { gridIndex, z: 3, ...scaleOption(axis), ...tickOption(axis, place, style) };
}

/** An axis that only closes the frame: line and ticks on the far side, no labels. */
const UNLABELLED = { axisLabel: { show: false } } as const;
const NO_TICKS = { axisTick: { show: false }, minorTick: { show: false } } as const;
const NO_MINOR_TICKS = { minorTick: { show: false } } as const;

/** The horizontal axis of a panel that carries its labels, at the bottom. */
export function horizontalAxis(
  panel: Panel,
  gridIndex: number,
  box: Box,
  style: FigureStyle,
): XAXisComponentOption {
  const place: AxisPlace = { direction: 'horizontal', length: box.width };
  const nameGap = outwardTick(style) + style.spacing.gap + lineHeight(style.text.tick);
  return {
    ...frameOption(panel.x, gridIndex, place, style),
    ...(panel.kind === 'ribbon' ? NO_MINOR_TICKS : {}),
    position: 'bottom',
    axisLabel: labelOption(panel.x, place, style),
    ...nameOption(panel.x, nameGap, style, place),
  };
}

/** The horizontal axis that closes the frame of a panel at the top. */
export function topAxis(panel: Panel, gridIndex: number, box: Box, style: FigureStyle): XAXisComponentOption {
  const place: AxisPlace = { direction: 'horizontal', length: box.width };
  return {
    ...frameOption(panel.x, gridIndex, place, style),
    ...(panel.kind === 'ribbon' ? NO_TICKS : {}),
    ...UNLABELLED,
    position: 'top',
  };
}

/** The vertical axis of a panel that carries its labels, at the left, `nameGap` away from the axis label. */
export function verticalAxis(
  panel: Panel,
  gridIndex: number,
  box: Box,
  nameGap: number,
  style: FigureStyle,
): YAXisComponentOption {
  const place: AxisPlace = { direction: 'vertical', length: box.height };
  const near = {
    ...frameOption(panel.y, gridIndex, place, style),
    ...nameOption(panel.y, nameGap, style, place),
    position: 'left' as const,
  };
  if (panel.kind === 'plot') return { ...near, axisLabel: labelOption(panel.y, place, style) };
  // A ribbon has no vertical scale: its sides are plain lines and its label is read horizontally.
  return { ...near, ...NO_TICKS, ...ribbonNameOption(panel.y, style), ...UNLABELLED };
}

/** The vertical axis that closes the frame of a panel at the right. */
export function rightAxis(
  panel: Panel,
  gridIndex: number,
  box: Box,
  style: FigureStyle,
): YAXisComponentOption {
  const place: AxisPlace = { direction: 'vertical', length: box.height };
  return {
    ...frameOption(panel.y, gridIndex, place, style),
    ...(panel.kind === 'ribbon' ? NO_TICKS : {}),
    ...UNLABELLED,
    position: 'right',
  };
}

function ribbonNameOption(axis: Axis, style: FigureStyle) {
  const option = nameOption(axis, outwardTick(style) + style.spacing.gap, style, null);
  return {
    ...option,
    nameRotate: 0,
    nameTextStyle: {
      align: 'right' as const,
      verticalAlign: 'middle' as const,
      fontFamily: style.fontFamily,
      fontSize: style.text.tick,
      rich: richStylesOf([option.name], style.text.tick, style.colours.ink, style),
    },
  };
}

function outwardTick(style: FigureStyle): number {
  return style.ticks.boxed ? 0 : style.ticks.major;
}
