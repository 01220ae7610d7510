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
import { decadeRange, unite, type Range } from './decades';
import { upright } from './math-text';

/** A curve over times (n each). */
export interface EnsembleCurve {
  /** Id of its run. */
  readonly id: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
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
  /** Curves drawn singly; faint where there is a band as well. */
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

/** Panels side by side before a new row begins. */
const MOST_COLUMNS = 4;
/** Decades of a log axis that are drawn at most below its top: what is smaller is rounding. */
const MOST_DECADES = 16;

/** Composes the curves and bands of an ensemble, one panel per facet, all panels on the same axes. */
export function composeEnsemble(input: EnsembleInput): FigureSpec {
  const columns = Math.max(1, Math.min(MOST_COLUMNS, input.panels.length));
  const rows = Math.max(1, Math.ceil(input.panels.length / columns));
  const xRange = commonRange(input.panels, input.xScale, xValues);
  const yRange = floored(commonRange(input.panels, input.yScale, yValues), input.yScale);
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
  const singles = curves.map(({ id, x, y }): Line => ({
    id: `p${panel}.${key}.${id}`,
    label,
    colour,
    dash,
    x,
    y,
    ghost: band !== null,
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

/** The smallest range from 0 or below that holds all finite values, with a little room above. */
function linearRange(values: Iterable<number>): Range {
  let range: Range = [0, 0];
  for (const value of values) if (Number.isFinite(value)) range = unite(range, [value, value]);
  const room = 0.04 * (range[1] - range[0]);
  return range[1] > range[0] ? [range[0] === 0 ? 0 : range[0] - room, range[1] + room] : [0, 1];
}

function floored([low, high]: Range, scale: Axis['scale']): Range {
  return scale === 'log'
    ? [Math.max(low, Number(`1e${Math.round(Math.log10(high)) - MOST_DECADES}`)), high]
    : [low, high];
}
