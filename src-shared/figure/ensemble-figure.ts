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
import { ensembleRanges } from './ensemble-ranges';
import { upright } from './math-text';

/** A curve over times (n each). */
export interface EnsembleCurve {
  /** Id of its run. */
  readonly id: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Faint ones are behind the middle of their condition; hidden ones count for the axes, which then stay when they show. */
  readonly shown: 'full' | 'faint' | 'hidden';
}

/** The middle of a condition's curves and the band around it, on one grid (m each); NaN where nothing is known. */
export interface EnsembleBand {
  readonly x: Float64Array;
  readonly centre: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Whether the band is drawn, or only its middle. */
  readonly shaded: boolean;
}

/** A condition of an ensemble in one panel. Its colour and dash are its own everywhere. */
export interface EnsembleCondition {
  readonly key: string;
  readonly label: string;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  /** Number of runs it stands for. */
  readonly n: number;
  /** Its curves. */
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
/** Composes the curves and bands of an ensemble, one panel per facet, all panels on the same axes. */
export function composeEnsemble(input: EnsembleInput): FigureSpec {
  const columns = Math.max(1, Math.min(MOST_COLUMNS, input.panels.length));
  const rows = Math.max(1, Math.ceil(input.panels.length / columns));
  const ranges = ensembleRanges(input);
  const panels = input.panels.map(({ heading, conditions }, i): Panel => ({
    id: `panel${i + 1}`,
    kind: 'plot',
    row: Math.floor(i / columns),
    column: i % columns,
    heading,
    x: {
      label: input.xLabel,
      scale: input.xScale,
      range: ranges.x,
      showLabels: i + columns >= input.panels.length,
    },
    y: { label: input.yLabel, scale: input.yScale, range: ranges.y, showLabels: i % columns === 0 },
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
  const singles = curves
    .filter(({ shown }) => shown !== 'hidden')
    .map(({ id, x, y, shown }): Line => ({
      id: `p${panel}.${key}.${id}`,
      label,
      colour,
      dash,
      x,
      y,
      ghost: shown === 'faint',
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
  if (!band?.shaded) return [];
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
