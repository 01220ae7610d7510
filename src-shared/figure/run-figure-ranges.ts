import { decade, decadeAbove, decadeBelow, decadeRange, type Range, unite } from './decades';
import type { FigureStage } from './figure-stage';

/** Drawn ranges of the side-by-side figure, shared by all its columns. */
export interface FigureRanges {
  /** Whole decades. */
  readonly time: Range;
  /** Whole decades on a log scale; from 0 to the largest loss with a margin on a linear one. */
  readonly loss: Range;
}

/** Decades of loss drawn below the largest: what decays further leaves the panel through its floor. */
const LOSS_DECADES = 3;

/** Relative drop of the loss that counts as the first thing to be seen in a run. */
const VISIBLE_DROP = 0.01;

/** Quiet time drawn before the first thing to be seen, in decades. */
const LEAD_DECADES = 1;

const EMPTY_TIME: Range = [1e-1, 1e3];
const EMPTY_LOSS = 1;

/** First time at which the loss has visibly dropped; null while it has not. */
function firstDrop(stage: FigureStage): number | null {
  const { t, loss } = stage.samples;
  const start = loss[0] ?? 0;
  const index = loss.findIndex((value) => value < start * (1 - VISIBLE_DROP));
  return index < 0 ? null : (t[index] ?? null);
}

/**
 * Times from a decade before anything can be seen or is predicted to happen, but not before the first sample, up to the
 * last sample or prediction.
 */
function timeRange(stages: readonly FigureStage[]): Range | null {
  const predicted = stages.flatMap((stage) =>
    stage.escapes.flatMap(({ time }) => (time === null ? [] : [time])),
  );
  const drops = stages.flatMap((stage) => firstDrop(stage) ?? []);
  const whole = decadeRange([...stages.flatMap((stage) => [...stage.samples.t]), ...predicted]);
  if (whole === null) return null;
  const happenings = decadeRange([...predicted, ...drops]);
  if (happenings === null) return whole;
  const start = decade(decadeBelow(happenings[0]) - LEAD_DECADES);
  return [Math.min(Math.max(whole[0], start), whole[1] / 10), whole[1]];
}

function largestLoss(stages: readonly FigureStage[]): number {
  let largest = 0;
  const see = (value: number): void => {
    if (Number.isFinite(value) && value > largest) largest = value;
  };
  for (const stage of stages) {
    stage.samples.loss.forEach(see);
    stage.escapes.forEach((escape) => see(escape.lossBefore));
  }
  return largest > 0 ? largest : EMPTY_LOSS;
}

/** Smallest positive loss of the stages' samples; `otherwise` when there is none. */
function smallestLoss(stages: readonly FigureStage[], otherwise: number): number {
  let smallest = otherwise;
  for (const stage of stages) {
    for (const value of stage.samples.loss) if (value > 0 && value < smallest) smallest = value;
  }
  return smallest;
}

function lossRange(stages: readonly FigureStage[], scale: 'log' | 'linear'): Range {
  const largest = largestLoss(stages);
  if (scale === 'linear') {
    return [-0.05 * largest, 1.08 * largest];
  }
  const top = decadeAbove(largest);
  const bottom = Math.max(decadeBelow(smallestLoss(stages, largest)), top - LOSS_DECADES);
  return [decade(Math.min(bottom, top - 1)), decade(top)];
}

/**
 * Ranges for the stages as far as they have run. Axes widen by whole decades and never shrink below `previous`, so that
 * a growing run does not make the picture jump; pass null for a fresh figure or after a change of scale.
 */
export function runFigureRanges(
  stages: readonly FigureStage[],
  lossScale: 'log' | 'linear',
  previous: FigureRanges | null,
): FigureRanges {
  return {
    time: unite(timeRange(stages) ?? previous?.time ?? EMPTY_TIME, previous?.time ?? null),
    loss: unite(lossRange(stages, lossScale), previous?.loss ?? null),
  };
}
