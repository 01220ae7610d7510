import type { FrequencyEstimate } from '../numerics/statistics/wilson';
import type { ConditionStyle } from './ensemble-colours';
import type { Axis, FigureSpec, LegendEntry, Line, MathText, Points } from './figure-spec';
import { markerOfDash } from './marker-shapes';
import { upright } from './math-text';

/** The rate of one condition. */
export interface DrawnRate {
  /** Value on the abscissa; null where conditions stand side by side. */
  readonly x: number | null;
  /** Name of the condition among those that stand side by side. */
  readonly label: string;
  readonly rate: FrequencyEstimate;
}

/** Conditions that differ in nothing but the abscissa. */
export interface RateSeries extends ConditionStyle {
  readonly key: string;
  readonly label: string;
  readonly rates: readonly DrawnRate[];
}

/** What a figure of rates is composed from. */
export interface RatesFigureInput {
  readonly name: string;
  /** Label of the abscissa; null for conditions side by side. */
  readonly xLabel: MathText | null;
  readonly yLabel: MathText;
  readonly series: readonly RateSeries[];
}

/** Letters of all names together that have room along an axis. */
const MOST_LETTERS = 90;

/**
 * Rates with their intervals: against a number, or side by side. What stands side by side is named at the axis where the
 * names have room there, else in the legend.
 */
export function composeRatesFigure({ name, xLabel, yLabel, series }: RatesFigureInput): FigureSpec {
  const names = series.flatMap(({ rates }) => rates.map(({ label }) => label));
  const places = new Map([...new Set(names)].map((label, i) => [label, i + 1]));
  const placeOf = ({ x, label }: DrawnRate): number => x ?? places.get(label) ?? NaN;
  const isNamed = xLabel === null && names.join('').length <= MOST_LETTERS;
  const points = series.map((one) => ratePoints(one, placeOf));
  const lines = xLabel === null ? [] : series.map((one) => rateLine(one, placeOf));
  return {
    name,
    rowHeights: [1],
    columns: 1,
    panels: [
      {
        id: 'rates',
        kind: 'plot',
        row: 0,
        column: 0,
        heading: null,
        x: xLabel === null ? namedAxis(places, isNamed) : numberAxis(xLabel, points),
        y: { label: yLabel, scale: 'linear', range: [-0.04, 1.04], showLabels: true },
        lines,
        points,
        levels: [],
        moments: [],
        spans: [],
      },
    ],
    legend: (isNamed ? [] : series).map(({ label, colour, dash }): LegendEntry => ({
      label: [upright(label)],
      colour,
      dash,
      marker: markerOfDash(dash),
    })),
  };
}

function ratePoints(
  { key, label, colour, dash, rates }: RateSeries,
  placeOf: (rate: DrawnRate) => number,
): Points {
  return {
    id: `${key}.rate`,
    label: [upright(label)],
    colour,
    marker: markerOfDash(dash),
    x: Float64Array.from(rates, placeOf),
    y: Float64Array.from(rates, ({ rate }) => rate.estimate),
    low: Float64Array.from(rates, ({ rate }) => rate.low),
    high: Float64Array.from(rates, ({ rate }) => rate.high),
  };
}

function rateLine(
  { key, label, colour, dash, rates }: RateSeries,
  placeOf: (rate: DrawnRate) => number,
): Line {
  return {
    id: `${key}.line`,
    label: [upright(label)],
    colour,
    dash,
    x: Float64Array.from(rates, placeOf),
    y: Float64Array.from(rates, ({ rate }) => rate.estimate),
    ghost: true,
  };
}

function namedAxis(places: ReadonlyMap<string, number>, isNamed: boolean): Axis {
  return {
    label: [],
    scale: 'linear',
    range: [0.5, Math.max(1, places.size) + 0.5],
    showLabels: true,
    ticks: [...places].map(([label, value]) => ({ value, label: isNamed ? [upright(label)] : [] })),
  };
}

/** A log axis where the values are positive and reach over more than a factor of ten. */
function numberAxis(label: MathText, points: readonly Points[]): Axis {
  const values = points.flatMap(({ x }) => [...x]);
  if (values.length === 0) return { label, scale: 'linear', range: [0, 1], showLabels: true };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low > 0 && high >= 10 * low) {
    const room = (high / low) ** 0.04;
    return { label, scale: 'log', range: [low / room, high * room], showLabels: true };
  }
  const room = 0.06 * (high - low) || 0.5;
  return { label, scale: 'linear', range: [low - room, high + room], showLabels: true };
}
