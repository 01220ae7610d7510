import type { FigureSpec, LegendEntry, Panel } from './figure-spec';
import type { FigureStage } from './figure-stage';
import type { FigureRanges } from './run-figure-ranges';
import { dashOf, PREDICTED, singularValueCount, singularValueLabel } from './stage-lines';
import { escapeLevel, stagePanel, type PanelFrame } from './stage-panels';

/** What the side-by-side figure is composed from. */
export interface RunFigureInput {
  readonly name: string;
  readonly stages: readonly FigureStage[];
  readonly lossScale: 'log' | 'linear';
  /** Ranges to draw, from `runFigureRanges` or a user's zoom. */
  readonly ranges: FigureRanges;
}

/** Singular values lie in [0, 1]; the margin keeps lines at the ends off the frame. */
const OVERLAP_RANGE = [-0.05, 1.08] as const;

function stagePanels({ lossScale, ranges }: RunFigureInput, stage: FigureStage, position: number): Panel[] {
  const showLabels = position === 0;
  const frame = (row: number): Omit<PanelFrame, 'y'> => ({
    row,
    column: position,
    heading: row === 0 ? stage.title : null,
    time: { scale: 'log', range: ranges.time, showLabels: row === 2 },
    levels: row === 1 ? [escapeLevel(Math.SQRT1_2, showLabels)] : [],
    studentWidth: singularValueCount(stage.samples),
  });
  return [
    stagePanel('loss', stage, { ...frame(0), y: { scale: lossScale, range: ranges.loss, showLabels } }),
    stagePanel('singular-values', stage, {
      ...frame(1),
      y: { scale: 'linear', range: OVERLAP_RANGE, showLabels },
    }),
    stagePanel('plateaus', stage, { ...frame(2), y: { scale: 'linear', range: [0, 1], showLabels } }),
  ];
}

function legend(stages: readonly FigureStage[]): LegendEntry[] {
  const count = Math.max(0, ...stages.map((stage) => singularValueCount(stage.samples)));
  const overlaps = Array.from({ length: count }, (_, i) => ({
    label: singularValueLabel(i + 1),
    colour: i,
    dash: dashOf(i),
  }));
  const predicted = stages.some((stage) => stage.escapes.length > 0);
  return predicted ? [...overlaps, { label: PREDICTED, colour: 'prediction', dash: 'dashed' }] : overlaps;
}

/**
 * The side-by-side figure of an experiment: one column per flow; rows are the loss with the predicted ladder, the
 * singular values λ_i of M with the predicted escape times, and a ribbon of the measured plateaus with their dwell.
 * All columns share their axes, so labels stand at the left and at the bottom only.
 */
export function composeRunFigure(input: RunFigureInput): FigureSpec {
  return {
    name: input.name,
    rowHeights: [6, 5, 1],
    columns: Math.max(1, input.stages.length),
    panels: input.stages.flatMap((stage, i) => stagePanels(input, stage, i)),
    legend: legend(input.stages),
  };
}
