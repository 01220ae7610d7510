import type { AxisChoice, FigurePanel, StageQuantity } from '../model/figure';
import type { Axis, Panel } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { escapeLevel, stagePanel } from './stage-panels';
import { axisOf, stageRanges, type StageAxis, type StageScales } from './stage-ranges';

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

/** What each axis is drawn on unless the user says otherwise. The loss is linear: its plateaus lie close together. */
export const USUAL_SCALES: StageScales = { time: 'log', loss: 'linear', overlap: 'linear', gradient: 'log' };

/** A panel that shows a quantity of one stage over time; in the corner of the grid, to be placed. */
export function composeStagePanel(panel: FigurePanel, quantity: StageQuantity, content: StageContent): Panel {
  const { stage, companions, studentWidth, overlapLevels } = content;
  const entries = quantity === 'overlap-entries';

  function drawn(axis: StageAxis, { scale: chosen, range }: AxisChoice): Omit<Axis, 'label'> {
    const scale = chosen ?? USUAL_SCALES[axis];
    const scales = { ...USUAL_SCALES, [axis]: scale };
    const proposed = stageRanges(companions, { scales, entries, signedLog: null, threshold: null }, null)[
      axis
    ];
    return { scale, range: range ?? proposed, showLabels: true };
  }

  const axis = axisOf(quantity);
  return stagePanel(quantity, stage, {
    row: 0,
    column: 0,
    heading: null,
    time: drawn('time', panel.x),
    // A ribbon has no scale of its own.
    y: axis === null ? { scale: 'linear', range: [0, 1], showLabels: true } : drawn(axis, panel.y),
    levels: quantity === 'singular-values' ? overlapLevels.map((level) => escapeLevel(level, true)) : [],
    studentWidth,
    signedLog: null,
  });
}
