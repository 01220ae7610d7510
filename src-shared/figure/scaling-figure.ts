import { timeOnLine, type ScalingModel } from '../numerics/statistics/scaling-data';
import type { ScalingFit } from '../numerics/statistics/scaling-fit';
import type { PredictedScaling } from '../numerics/statistics/predicted-scaling';
import { decadeRange, roundAbove, unite, type Range } from './decades';
import type { ConditionStyle } from './ensemble-colours';
import { markerOfDash } from './marker-shapes';
import type { Axis, FigureSpec, LegendEntry, Line, MathText, Panel, Points } from './figure-spec';
import { plainText, upright, variable } from './math-text';

/** Times at one x of one law: quartiles, +Infinity beyond the horizon. */
export interface ScalingTimes {
  readonly x: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Smallest horizon of the times that are only known to be larger; Infinity without any. */
  readonly bound: number;
}

/** One law of a scaling figure. */
export interface ScalingSeries extends ConditionStyle {
  readonly key: string;
  readonly label: string;
  readonly times: readonly ScalingTimes[];
  /** x of every point of the fit, in the order of its residuals. */
  readonly xs: readonly number[];
  /** Null where no law could be fitted. */
  readonly fit: ScalingFit | null;
  readonly predicted: PredictedScaling | null;
}

/** What a scaling figure is composed from. */
export interface ScalingFigureInput {
  readonly name: string;
  readonly xLabel: MathText;
  readonly timeLabel: MathText;
  readonly series: readonly ScalingSeries[];
}

const CURVE_POINTS = 60;
const PREDICTED: MathText = [upright('predicted growth')];

/**
 * Times against x with the fitted laws and, through the middle of each fit, the growth that is predicted; below, what is left
 * over. Times beyond the horizon stand at it, open. A law of ln x alone is drawn on a linear scale of time.
 */
export function composeScalingFigure(input: ScalingFigureInput): FigureSpec {
  const { series, xLabel, timeLabel, name } = input;
  const models = new Set(series.flatMap(({ fit }) => fit?.rules.model ?? []));
  const scale = models.size === 1 && models.has('logarithmic') ? 'linear' : 'log';
  const xRange = paddedRange(series.flatMap(({ times }) => times.map(({ x }) => x)));
  const lines = series.flatMap((one) => lawLines(one));
  const points = series.flatMap((one) => timePoints(one));
  const residuals = series
    .flatMap((one) => residualPoints(one))
    // The closest to their law come last, over those that scatter more.
    .sort((a, b) => reachOf(b) - reachOf(a));
  const x = { label: xLabel, scale: 'log', range: xRange } as const;
  const top: Panel = {
    ...EMPTY_PANEL,
    id: 'times',
    row: 0,
    x: { ...x, showLabels: residuals.length === 0 },
    y: { label: timeLabel, scale, range: timeRange(series, lines, scale), showLabels: true },
    lines,
    points,
  };
  const bottom: Panel = {
    ...EMPTY_PANEL,
    id: 'residuals',
    row: 1,
    x: { ...x, showLabels: true },
    y: residualAxis(residuals, models),
    lines: [],
    points: residuals,
    levels: [{ value: 0, label: [], colour: 'muted' }],
  };
  return {
    name,
    rowHeights: residuals.length === 0 ? [1] : [3, 1],
    columns: 1,
    panels: residuals.length === 0 ? [top] : [top, bottom],
    legend: legendOf(series, lines),
  };
}

const EMPTY_PANEL = {
  kind: 'plot',
  column: 0,
  heading: null,
  levels: [],
  moments: [],
  spans: [],
} as const;

function labelOf({ label }: ScalingSeries): MathText {
  return [upright(label)];
}

function lawLines(series: ScalingSeries): readonly Line[] {
  const { fit, predicted, key, colour, dash } = series;
  if (fit === null) return [];
  const { model } = fit.rules;
  const curve = (id: string, at: (x: number) => number): Pick<Line, 'id' | 'x' | 'y' | 'ghost'> => {
    const x = logSpaced(fit.range);
    return { id: `${key}.${id}`, x, y: x.map(at), ghost: false };
  };
  const law: Line = {
    ...curve('fit', (x) => timeOnLine(model, fit.line, x)),
    label: labelOf(series),
    colour,
    dash,
  };
  const growth = predicted && predictedCurve(fit, predicted);
  return growth === null
    ? [law]
    : [law, { ...curve('predicted', growth), label: PREDICTED, colour: 'prediction', dash: 'dotted' }];
}

/** The predicted growth through the fitted time at the geometric middle of the fit; null where a power cannot say it. */
function predictedCurve(
  { rules: { model }, line, range }: ScalingFit,
  { growth, exponent }: PredictedScaling,
): ((x: number) => number) | null {
  const middle = Math.sqrt(range[0] * range[1]);
  const time = timeOnLine(model, line, middle);
  // Logarithmic growth has a constant of its own, which the fit has in its slope already.
  if (growth.kind === 'logarithmic') return null;
  return (x) => time * (x / middle) ** exponent;
}

function timePoints(series: ScalingSeries): readonly Points[] {
  const { times, key, colour, dash } = series;
  const label = labelOf(series);
  const known = times.filter(({ median }) => median < Infinity);
  const beyond = times.filter(({ median, bound }) => median === Infinity && bound < Infinity);
  const column = (list: readonly ScalingTimes[], of: (time: ScalingTimes) => number): Float64Array =>
    Float64Array.from(list, of);
  return [
    {
      id: `${key}.median`,
      label,
      colour,
      marker: markerOfDash(dash),
      x: column(known, ({ x }) => x),
      y: column(known, ({ median }) => median),
      low: column(known, ({ low }) => low),
      // An upper quartile beyond the horizon reaches up to it at least.
      high: column(known, ({ high, bound }) => (high === Infinity ? bound : high)),
    },
    {
      id: `${key}.censored`,
      label,
      colour,
      marker: 'open-circle',
      x: column(beyond, ({ x }) => x),
      y: column(beyond, ({ bound }) => bound),
      low: null,
      high: null,
    },
  ].filter(({ x }) => x.length > 0) as Points[];
}

function residualPoints(series: ScalingSeries): readonly Points[] {
  const { fit, xs, key, colour, dash } = series;
  if (fit === null) return [];
  const points = (use: 'observed' | 'censored'): Points => {
    const own = [...fit.uses.keys()].filter((i) => fit.uses[i] === use);
    return {
      id: `${key}.residual.${use}`,
      label: labelOf(series),
      colour,
      marker: use === 'observed' ? markerOfDash(dash) : 'open-circle',
      x: Float64Array.from(own, (i) => xs[i] ?? NaN),
      y: Float64Array.from(own, (i) => fit.residuals[i] ?? NaN),
      low: null,
      high: null,
    };
  };
  return [points('observed'), points('censored')].filter(({ x }) => x.length > 0);
}

/** The largest distance from 0. */
function reachOf({ y }: Points): number {
  return y.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
}

function residualAxis(residuals: readonly Points[], models: ReadonlySet<ScalingModel>): Axis {
  const most = residuals.reduce((reach, points) => Math.max(reach, reachOf(points)), 0);
  const reach = most > 0 ? 1.15 * most : 1;
  return { label: residualLabel(models), scale: 'linear', range: [-reach, reach], showLabels: true };
}

/** Of ln τ where the law is a power, of τ where it is a logarithm; laws of both kinds have no name in common. */
function residualLabel(models: ReadonlySet<ScalingModel>): MathText {
  if (models.size > 1) return [upright('residual')];
  return models.has('logarithmic') ? [upright('Δ'), variable('τ')] : [upright('Δ ln '), variable('τ')];
}

function timeRange(series: readonly ScalingSeries[], lines: readonly Line[], scale: Axis['scale']): Range {
  const values = [
    ...series.flatMap(({ times }) =>
      times.flatMap(({ low, median, high, bound }) =>
        [low, median, high].map((value) => (value === Infinity ? bound : value)),
      ),
    ),
    ...lines.filter(({ colour }) => colour !== 'prediction').flatMap(({ y }) => [...y]),
  ].filter((value) => value > 0 && value < Infinity);
  if (scale === 'log') return decadeRange(values) ?? [1, 10];
  return [0, values.length === 0 ? 1 : roundAbove(Math.max(...values))];
}

/** A log range around values, with room for a marker at either end. */
function paddedRange(values: readonly number[]): Range {
  const positive = values.filter((value) => value > 0 && value < Infinity);
  if (positive.length === 0) return [1, 10];
  let range: Range = [positive[0] ?? 1, positive[0] ?? 1];
  for (const value of positive) range = unite(range, [value, value]);
  const room = Math.max(1.25, (range[1] / range[0]) ** 0.05);
  return [range[0] / room, range[1] * room];
}

function logSpaced([low, high]: readonly [number, number]): Float64Array {
  const step = Math.log(high / low) / (CURVE_POINTS - 1);
  return Float64Array.from({ length: CURVE_POINTS }, (_, i) =>
    i === CURVE_POINTS - 1 ? high : low * Math.exp(i * step),
  );
}

function legendOf(series: readonly ScalingSeries[], lines: readonly Line[]): readonly LegendEntry[] {
  const laws = series.map((one): LegendEntry => ({
    label: labelOf(one),
    colour: one.colour,
    dash: one.dash,
    marker: markerOfDash(one.dash),
  }));
  const isPredicted = lines.some(({ label }) => plainText(label) === plainText(PREDICTED));
  return isPredicted ? [...laws, { label: PREDICTED, colour: 'prediction', dash: 'dotted' }] : laws;
}
