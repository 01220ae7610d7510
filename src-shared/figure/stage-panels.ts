import type { StageQuantity } from '../model/figure';
import type { RunSamples } from '../model/run';
import type { Axis, Level, Line, MathText, Panel } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { shortNumber, superscript, upright, variable } from './math-text';
import { plateauSpans } from './plateau-spans';
import { signedLog, signedLogTicks } from './signed-log';
import {
  GRADIENT,
  gradientLine,
  happeningEscapes,
  LOSS,
  lossLine,
  overlapEntryLines,
  predictionLine,
  singularValueLines,
} from './stage-lines';

/** Where a panel of a stage stands, and its axes. */
export interface PanelFrame {
  readonly row: number;
  readonly column: number;
  /** Text above the panel; null for none. */
  readonly heading: string | null;
  readonly time: Pick<Axis, 'scale' | 'range' | 'showLabels'>;
  readonly y: Pick<Axis, 'scale' | 'range' | 'showLabels'>;
  /** Horizontal lines across the panel. */
  readonly levels: readonly Level[];
  /** Student width q: number of columns of M. */
  readonly studentWidth: number;
  /** Threshold of the signed log scale that entries of M are drawn on, `y` telling its positions; null for none. */
  readonly signedLog: number | null;
}

const TIME: MathText = [upright('time '), variable('t')];
const SINGULAR_VALUE: MathText = [
  upright('overlap '),
  variable('λ'),
  { text: 'i', shift: 'sub', italic: true },
];
const ENTRY: MathText = [upright('overlap '), variable('M'), { text: 'ij', shift: 'sub', italic: true }];
const MAGNITUDE: MathText = [
  upright('|'),
  variable('M'),
  { text: 'ij', shift: 'sub', italic: true },
  upright('|'),
];
const DWELL: MathText = [upright('dwell')];

/** Overlap at which a direction counts as escaped, λ² = 1/2. */
const ESCAPE_LEVEL = Math.SQRT1_2;
const ESCAPE_LABEL: MathText = [variable('λ'), superscript('2'), upright(' = 1/2')];

/** Ids of panels keep the names that exported columns and stored ranges use. */
const PANEL_NAMES: Readonly<Record<StageQuantity, string>> = {
  loss: 'loss',
  'singular-values': 'overlap',
  'overlap-entries': 'entries',
  gradient: 'gradient',
  plateaus: 'plateaus',
};

/** Id of the panel of a stage that shows a quantity. */
export function stagePanelId(stage: Pick<FigureStage, 'key'>, quantity: StageQuantity): string {
  return `${stage.key}.${PANEL_NAMES[quantity]}`;
}

/** The line at a level whose crossing is an escape; the default level λ² = 1/2 is named as such. */
export function escapeLevel(level: number, labelled: boolean): Level {
  const label =
    level === ESCAPE_LEVEL ? ESCAPE_LABEL : [variable('λ'), upright(' = '), ...shortNumber(level)];
  return { value: level, label: labelled ? label : [], colour: 'muted' };
}

/** The panel of a stage that shows `quantity`. */
export function stagePanel(quantity: StageQuantity, stage: FigureStage, frame: PanelFrame): Panel {
  const moments = happeningEscapes(stage.escapes).map(({ time }) => ({
    value: time,
    colour: 'prediction' as const,
  }));
  const overlaps = quantity === 'singular-values' || quantity === 'overlap-entries';
  return {
    id: stagePanelId(stage, quantity),
    kind: quantity === 'plateaus' ? 'ribbon' : 'plot',
    row: frame.row,
    column: frame.column,
    heading: frame.heading,
    x: { label: TIME, ...frame.time },
    y: { label: ordinate(quantity, frame), ...frame.y, ...ticksOf(quantity, frame) },
    lines: panelLines(quantity, stage, frame),
    levels: frame.levels,
    moments: overlaps ? moments : [],
    spans: quantity === 'plateaus' ? plateauSpans(stage) : [],
  };
}

function ticksOf(quantity: StageQuantity, { signedLog: threshold }: PanelFrame): Pick<Axis, 'ticks'> {
  return quantity === 'overlap-entries' && threshold !== null ? { ticks: signedLogTicks(threshold) } : {};
}

function ordinate(quantity: StageQuantity, { y }: PanelFrame): MathText {
  switch (quantity) {
    case 'loss':
      return LOSS;
    case 'singular-values':
      return SINGULAR_VALUE;
    case 'overlap-entries':
      return y.scale === 'log' ? MAGNITUDE : ENTRY;
    case 'gradient':
      return GRADIENT;
    case 'plateaus':
      return DWELL;
  }
}

/** The lines of a panel, those of a former run behind. */
function panelLines(quantity: StageQuantity, stage: FigureStage, frame: PanelFrame): Line[] {
  const { signedLog: threshold } = frame;
  /** Entries of M as they are drawn: a log axis shows their size. */
  const drawn = (entries: Float64Array): Float64Array => {
    if (threshold !== null) return entries.map((entry) => signedLog(entry, threshold));
    return frame.y.scale === 'log' ? entries.map(Math.abs) : entries;
  };
  const linesOf = (samples: RunSamples, ghost: boolean): Line[] => {
    switch (quantity) {
      case 'loss':
        return [lossLine(stage.key, samples, ghost)];
      case 'singular-values':
        return singularValueLines(stage.key, samples, ghost);
      case 'overlap-entries':
        return overlapEntryLines(stage.key, samples, frame.studentWidth, ghost).map((line) => ({
          ...line,
          y: drawn(line.y),
        }));
      case 'gradient':
        return [gradientLine(stage.key, samples, ghost)];
      case 'plateaus':
        return [];
    }
  };
  return [
    ...(stage.ghost === null ? [] : linesOf(stage.ghost, true)),
    ...linesOf(stage.samples, false),
    ...(quantity === 'loss' ? [predictionLine(stage, frame.time.range)] : []),
  ];
}
