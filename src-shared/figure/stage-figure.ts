import type { StageQuantity } from '../model/figure';
import type { FigureSpec, LegendEntry, Level } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { shortNumber, upright } from './math-text';
import { dashOf, overlapRowLabel, PREDICTED, singularValueCount, singularValueLabel } from './stage-lines';
import { escapeLevel, stagePanel, type PanelFrame } from './stage-panels';
import { visibleSamples } from './stage-points';
import { axisOf, type StageRanges, type StageScales } from './stage-ranges';

/** What the stages of a running experiment are composed into. */
export interface StageFigureInput {
  readonly name: string;
  readonly stages: readonly FigureStage[];
  /** The rows, from the top. */
  readonly quantities: readonly StageQuantity[];
  readonly scales: StageScales;
  readonly ranges: StageRanges;
  /** Student width q. */
  readonly studentWidth: number;
  /** Threshold of the signed log scale that entries of M are drawn on; null where they have the scale of their axis. */
  readonly signedLog: number | null;
  /** Levels of the overlaps whose crossing is an escape. */
  readonly overlapLevels: readonly number[];
  /** Per stage: gradient norm below which the loss is on a plateau; null while unknown. */
  readonly plateauGradients: readonly (number | null)[];
}

const HEIGHTS: Readonly<Record<StageQuantity, number>> = {
  loss: 6,
  'singular-values': 5,
  'overlap-entries': 5,
  gradient: 4,
  plateaus: 1.1,
};

function levelsOf(quantity: StageQuantity, input: StageFigureInput, position: number): readonly Level[] {
  const labelled = position === 0;
  const plateau = input.plateauGradients[position] ?? null;
  switch (quantity) {
    case 'singular-values':
      return input.overlapLevels.map((level) => escapeLevel(level, labelled));
    case 'gradient':
      return plateau === null
        ? []
        : [
            {
              value: plateau,
              label: labelled ? [upright('plateau below '), ...shortNumber(plateau)] : [],
              colour: 'muted',
            },
          ];
    case 'loss':
    case 'overlap-entries':
    case 'plateaus':
      return [];
  }
}

function frameOf(
  quantity: StageQuantity,
  row: number,
  input: StageFigureInput,
  position: number,
): PanelFrame {
  const { scales, ranges, quantities } = input;
  const axis = axisOf(quantity);
  const showLabels = position === 0;
  return {
    row,
    column: position,
    heading: row === 0 ? '' : null,
    time: { scale: scales.time, range: ranges.time, showLabels: row === quantities.length - 1 },
    y: axis
      ? { scale: scales[axis], range: ranges[axis], showLabels }
      : { scale: 'linear', range: [0, 1], showLabels },
    levels: levelsOf(quantity, input, position),
    studentWidth: input.studentWidth,
    signedLog: input.signedLog,
  };
}

function legend({ stages, quantities, studentWidth }: StageFigureInput): LegendEntry[] {
  const entries = quantities.includes('overlap-entries');
  const counts = stages.map(({ samples }) =>
    entries
      ? Math.round(samples.overlap.length / Math.max(1, samples.t.length) / studentWidth)
      : singularValueCount(samples),
  );
  const overlaps = Array.from({ length: Math.max(0, ...counts) }, (_, i): LegendEntry => ({
    label: entries ? overlapRowLabel(i + 1) : singularValueLabel(i + 1),
    colour: i,
    dash: entries ? 'solid' : dashOf(i),
  }));
  const predicted = stages.some((stage) => stage.escapes.length > 0);
  return predicted ? [...overlaps, { label: PREDICTED, colour: 'prediction', dash: 'dashed' }] : overlaps;
}

/** A stage with only the samples its time axis can show. */
function asVisible(stage: FigureStage, { ranges, scales }: StageFigureInput): FigureStage {
  const visible = (samples: FigureStage['samples']) => visibleSamples(samples, ranges.time, scales.time);
  return {
    ...stage,
    samples: visible(stage.samples),
    ghost: stage.ghost === null ? null : visible(stage.ghost),
  };
}

/**
 * The stages of an experiment as the window shows them: one column per flow, one row per quantity, all columns on the
 * same axes. Headings are left empty: the window sets its own above the columns.
 */
export function composeStageFigure(input: StageFigureInput): FigureSpec {
  const stages = input.stages.map((stage) => asVisible(stage, input));
  return {
    name: input.name,
    rowHeights: input.quantities.map((quantity) => HEIGHTS[quantity]),
    columns: Math.max(1, stages.length),
    panels: stages.flatMap((stage, position) =>
      input.quantities.map((quantity, row) =>
        stagePanel(quantity, stage, frameOf(quantity, row, input, position)),
      ),
    ),
    legend: legend(input),
  };
}
