import type {
  Axis,
  Band,
  ColourRole,
  DashStyle,
  FigureSpec,
  LegendEntry,
  Line,
  MathText,
  Panel,
} from './figure-spec';
import { decade, decadeBelow, decadeRange, roundAbove, unite, type Range } from './decades';
import { upright } from './math-text';

/** A curve over times (n each). */
export interface EnsembleCurve {
  /** Id of its run. */
  readonly id: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Drawn faintly, behind the middle of its condition. */
  readonly faint: boolean;
}

/** The middle of a condition's curves and the band around it, on one grid (m each); NaN where nothing is known. */
export interface EnsembleBand {
  readonly x: Float64Array;
  readonly centre: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A condition of an ensemble in one panel. Its colour and dash are its own everywhere. */
export interface EnsembleCondition {
  readonly key: string;
  readonly label: string;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  /** Number of runs it stands for. */
  readonly n: number;
  /** Curves drawn singly. */
  readonly curves: readonly EnsembleCurve[];
  readonly band: EnsembleBand | null;
}

/** One panel of an ensemble figure: a facet, or everything. */
export interface EnsemblePanel {
  readonly heading: string | null;
  readonly conditions: readonly EnsembleCondition[];
}

/** What an ensemble figure is composed from. */
export interface EnsembleInput {
  readonly name: string;
  readonly panels: readonly EnsemblePanel[];
  readonly xLabel: MathText;
  readonly yLabel: MathText;
  readonly xScale: Axis['scale'];
  readonly yScale: Axis['scale'];
}

/** What is beyond these sizes is no value of a loss, an overlap or a time. */
const SMALLEST = 1e-300;
const LARGEST = 1e300;
/** Panels side by side before a new row begins. */
const MOST_COLUMNS = 4;
/** Decades of a log axis that are drawn below its top: what decays further leaves the panel through its floor. */
const MOST_DECADES = 4;
/** Relative change of a curve that counts as the first thing to be seen in it. */
const VISIBLE_CHANGE = 0.01;
/** Quiet time drawn before that, in decades. */
const LEAD_DECADES = 1;

/** Composes the curves and bands of an ensemble, one panel per facet, all panels on the same axes. */
export function composeEnsemble(input: EnsembleInput): FigureSpec {
  const columns = Math.max(1, Math.min(MOST_COLUMNS, input.panels.length));
  const rows = Math.max(1, Math.ceil(input.panels.length / columns));
  const xRange =
    input.xScale === 'log' ? eventfulRange(input.panels) : commonRange(input.panels, input.xScale, xValues);
  const yRange =
    input.yScale === 'log' ? positiveRange(input.panels) : commonRange(input.panels, input.yScale, yValues);
  const panels = input.panels.map(({ heading, conditions }, i): Panel => ({
    id: `panel${i + 1}`,
    kind: 'plot',
    row: Math.floor(i / columns),
    column: i % columns,
    heading,
    x: {
      label: input.xLabel,
      scale: input.xScale,
      range: xRange,
      showLabels: i + columns >= input.panels.length,
    },
    y: { label: input.yLabel, scale: input.yScale, range: yRange, showLabels: i % columns === 0 },
    lines: conditions.flatMap((condition) => conditionLines(condition, i)),
    bands: conditions.flatMap((condition) => conditionBand(condition, i)),
    levels: [],
    moments: [],
    spans: [],
  }));
  return {
    name: input.name,
    rowHeights: Array.from({ length: rows }, () => 1),
    columns,
    panels,
    legend: legendOf(input.panels),
  };
}

/** A condition with its number of runs: "d = 1000 (n = 20)". */
function conditionLabel({ label, n }: EnsembleCondition): MathText {
  return [upright(label === '' ? `n = ${n}` : `${label} (n = ${n})`)];
}

function conditionLines(condition: EnsembleCondition, panel: number): readonly Line[] {
  const { key, colour, dash, band, curves } = condition;
  const label = conditionLabel(condition);
  const singles = curves.map(({ id, x, y, faint }): Line => ({
    id: `p${panel}.${key}.${id}`,
    label,
    colour,
    dash,
    x,
    y,
    ghost: faint,
  }));
  if (band === null) return singles;
  const known = withoutGaps(band);
  return [
    { id: `p${panel}.${key}.centre`, label, colour, dash, x: known.x, y: known.y, ghost: false },
    ...singles,
  ];
}

function conditionBand(condition: EnsembleCondition, panel: number): readonly Band[] {
  const { key, colour, band } = condition;
  if (band === null) return [];
  const { x, lower, upper } = band;
  return [
    { id: `p${panel}.${key}.band`, label: conditionLabel(condition), colour, x, low: lower, high: upper },
  ];
}

/** The middle line where it is known: an axis would draw what is missing at its floor. */
function withoutGaps({ x, centre }: EnsembleBand): { readonly x: Float64Array; readonly y: Float64Array } {
  const known = [...x.keys()].filter((j) => Number.isFinite(centre[j]));
  return {
    x: Float64Array.from(known, (j) => x[j] ?? NaN),
    y: Float64Array.from(known, (j) => centre[j] ?? NaN),
  };
}

/** One entry for each condition, with the runs of all panels. */
function legendOf(panels: readonly EnsemblePanel[]): readonly LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const condition of panels.flatMap(({ conditions }) => conditions)) {
    const label = conditionLabel(condition);
    const name = label.map(({ text }) => text).join('');
    if (!entries.has(name)) entries.set(name, { label, colour: condition.colour, dash: condition.dash });
  }
  return [...entries.values()];
}

function* xValues({ curves, band }: EnsembleCondition): Generator<number> {
  for (const curve of curves) yield* curve.x;
  if (band) yield* band.x;
}

function* yValues({ curves, band }: EnsembleCondition): Generator<number> {
  for (const curve of curves) yield* curve.y;
  if (band === null) return;
  yield* band.centre;
  yield* band.lower;
  yield* band.upper;
}

function commonRange(
  panels: readonly EnsemblePanel[],
  scale: Axis['scale'],
  valuesOf: (condition: EnsembleCondition) => Iterable<number>,
): Range {
  const all = function* (): Generator<number> {
    for (const { conditions } of panels) for (const condition of conditions) yield* valuesOf(condition);
  };
  return scale === 'log' ? (decadeRange(all()) ?? [1, 10]) : linearRange(all());
}

/** Whole decades of x, from a decade before the first thing that can be seen in any curve or middle of a band. */
function eventfulRange(panels: readonly EnsemblePanel[]): Range {
  const whole = commonRange(panels, 'log', xValues);
  let first = Infinity;
  for (const { curves, band } of panels.flatMap(({ conditions }) => conditions)) {
    for (const { x, y } of curves) first = Math.min(first, firstChange(x, y));
    if (band) first = Math.min(first, firstChange(band.x, band.centre));
  }
  if (!(first > 0 && first < Infinity)) return whole;
  const start = decade(decadeBelow(first) - LEAD_DECADES);
  return [Math.min(Math.max(whole[0], start), whole[1] / 10), whole[1]];
}

/** The x at which a curve has visibly left its first value; Infinity where it never does. */
function firstChange(x: Float64Array, y: Float64Array): number {
  const start = y.find(Number.isFinite) ?? 0;
  const at = y.findIndex((value) => Math.abs(value - start) > VISIBLE_CHANGE * Math.abs(start));
  return at < 0 ? Infinity : (x[at] ?? Infinity);
}

/** The smallest range from 0 or below that holds all finite values, with a little room above. */
function linearRange(values: Iterable<number>): Range {
  let range: Range = [0, 0];
  for (const value of values) if (Math.abs(value) < LARGEST) range = unite(range, [value, value]);
  const room = 0.04 * (range[1] - range[0]);
  return range[1] > range[0] ? [range[0] === 0 ? 0 : range[0] - room, range[1] + room] : [0, 1];
}

/** A log axis up to a round number above the largest value, without what is only rounding. */
function positiveRange(panels: readonly EnsemblePanel[]): Range {
  let [low, high] = [Infinity, 0];
  for (const condition of panels.flatMap(({ conditions }) => conditions)) {
    for (const value of yValues(condition)) {
      if (!(value > SMALLEST && value < LARGEST)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (high === 0) return [1, 10];
  const top = roundAbove(high);
  const bottom = decade(Math.max(decadeBelow(low), decadeBelow(top) - MOST_DECADES));
  return [bottom < top ? bottom : top / 10, top];
}
