import type { AxisChoice, FigurePanel, StageQuantity } from '../model/figure';
import { decade, decadeAbove, decadeRange, type Range } from './decades';
import type { Panel } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { runFigureRanges } from './run-figure-ranges';
import { escapeLevel, stagePanel } from './stage-panels';

/** The run a panel of a stage draws, and those it shares its axes with. */
export interface StageContent {
  readonly stage: FigureStage;
  /** All stages of its experiment in the figure, itself included: they share ranges. */
  readonly companions: readonly FigureStage[];
  /** Student width q. */
  readonly studentWidth: number;
  /** Overlaps whose crossing is an escape. */
  readonly overlapLevels: readonly number[];
}

/** Singular values lie in [0, 1]; the margin keeps lines at the ends off the frame. */
const OVERLAP_RANGE: Range = [-0.05, 1.08];
const SIGNED_RANGE: Range = [-1.08, 1.08];

/** Decades drawn below the largest value of a quantity that decays without end. */
const MOST_DECADES = 8;

/** What each quantity is drawn on unless the user says otherwise. The loss is linear: its plateaus lie close together. */
const USUAL_SCALE: Readonly<Record<StageQuantity, 'log' | 'linear'>> = {
  loss: 'linear',
  'singular-values': 'linear',
  'overlap-entries': 'linear',
  gradient: 'log',
  plateaus: 'linear',
};

function logRange(values: Iterable<number>): Range {
  const whole = decadeRange(values) ?? [1e-3, 1];
  return [Math.max(whole[0], decade(decadeAbove(whole[1]) - MOST_DECADES)), whole[1]];
}

function linearRange(values: Iterable<number>): Range {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value) && value > largest) largest = value;
  return largest > 0 ? [-0.05 * largest, 1.08 * largest] : [0, 1];
}

function* samplesOf(
  stages: readonly FigureStage[],
  name: 'gradientNorm' | 'overlap' | 'singularValues',
): Generator<number> {
  for (const { samples } of stages) for (const value of samples[name]) yield Math.abs(value);
}

function ordinateRange(
  quantity: StageQuantity,
  scale: 'log' | 'linear',
  companions: readonly FigureStage[],
): Range {
  switch (quantity) {
    case 'loss':
      return runFigureRanges(companions, scale, null).loss;
    case 'singular-values':
      return scale === 'linear' ? OVERLAP_RANGE : logRange(samplesOf(companions, 'singularValues'));
    case 'overlap-entries':
      return scale === 'linear' ? SIGNED_RANGE : logRange(samplesOf(companions, 'overlap'));
    case 'gradient': {
      const values = samplesOf(companions, 'gradientNorm');
      return scale === 'linear' ? linearRange(values) : logRange(values);
    }
    case 'plateaus':
      return [0, 1];
  }
}

function timeAxis(choice: AxisChoice, companions: readonly FigureStage[]) {
  const scale = choice.scale ?? 'log';
  const { time } = runFigureRanges(companions, 'linear', null);
  const proposed: Range = scale === 'log' ? time : [0, time[1]];
  return { scale, range: choice.range ?? proposed, showLabels: true };
}

/** A panel that shows a quantity of one stage over time; in the corner of the grid, to be placed. */
export function composeStagePanel(panel: FigurePanel, quantity: StageQuantity, content: StageContent): Panel {
  const { stage, companions, studentWidth, overlapLevels } = content;
  // A ribbon has no scale of its own.
  const scale = quantity === 'plateaus' ? 'linear' : (panel.y.scale ?? USUAL_SCALE[quantity]);
  const chosen = quantity === 'plateaus' ? null : panel.y.range;
  return stagePanel(quantity, stage, {
    row: 0,
    column: 0,
    heading: null,
    time: timeAxis(panel.x, companions),
    y: { scale, range: chosen ?? ordinateRange(quantity, scale, companions), showLabels: true },
    levels: quantity === 'singular-values' ? overlapLevels.map((level) => escapeLevel(level, true)) : [],
    studentWidth,
  });
}
