import type { StageQuantity } from '../model/figure';
import { decade, decadeAbove, decadeBelow, decadeRange, roundAbove, unite, type Range } from './decades';
import type { Axis } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { signedLog } from './signed-log';

/** The axes of the stages' panels that have a scale and a range of their own. */
export type StageAxis = 'time' | 'loss' | 'overlap' | 'gradient';

/** Scale of each axis. */
export type StageScales = Readonly<Record<StageAxis, Axis['scale']>>;

/** Range of each axis, shared by all stages. */
export type StageRanges = Readonly<Record<StageAxis, Range>>;

/** What the ranges depend on besides the stages. */
export interface RangeSetting {
  readonly scales: StageScales;
  /** Whether entries of M are drawn in place of its singular values. */
  readonly entries: boolean;
  /** Threshold of the signed log scale that entries are drawn on (see `signedLog`); null where the axis has its scale. */
  readonly signedLog: number | null;
  /** Gradient norm below which the loss is on a plateau, always in view; null for none. */
  readonly threshold: number | null;
}

/** The axis a quantity is drawn on; a ribbon has none. */
export function axisOf(quantity: StageQuantity): Exclude<StageAxis, 'time'> | null {
  switch (quantity) {
    case 'loss':
    case 'gradient':
      return quantity;
    case 'singular-values':
    case 'overlap-entries':
      return 'overlap';
    case 'plateaus':
      return null;
  }
}

/**
 * Ranges for the stages as far as they have run. On log axes they widen by whole decades; nothing shrinks below
 * `previous`, so that a growing run does not make the picture jump. Pass null for a fresh picture or other scales.
 */
export function stageRanges(
  stages: readonly FigureStage[],
  setting: RangeSetting,
  previous: StageRanges | null,
): StageRanges {
  const { scales, threshold } = setting;
  return {
    time: unite(timeRange(stages, scales.time, previous?.time ?? EMPTY_TIME), previous?.time ?? null),
    loss: unite(lossRange(stages, scales.loss), previous?.loss ?? null),
    overlap: unite(overlapRange(stages, setting), previous?.overlap ?? null),
    gradient: unite(gradientRange(stages, scales.gradient, threshold), previous?.gradient ?? null),
  };
}

/** Decades of loss drawn below the largest: what decays further leaves the panel through its floor. */
const LOSS_DECADES = 3;

/** The same for overlaps and gradients, which decay without end. */
const OVERLAP_DECADES = 8;
const GRADIENT_DECADES = 8;

/** Singular values lie in [0, 1], entries of M in [−1, 1]; the margin keeps lines at the ends off the frame. */
const SINGULAR_VALUES: Range = [-0.05, 1.08];
const ENTRIES: Range = [-1.08, 1.08];
const TOP_OF_LOG_OVERLAPS = 1.5;

/** Relative drop of the loss that counts as the first thing to be seen in a run. */
const VISIBLE_DROP = 0.01;

/** Quiet time drawn before the first thing to be seen, in decades. */
const LEAD_DECADES = 1;

const EMPTY_TIME: Range = [1e-1, 1e3];
const EMPTY_LOSS = 1;
const EMPTY_GRADIENTS: Range = [0.1, 1];

/** A linear axis from 0 to a largest value, with a margin. */
function fromZero(largest: number): Range {
  return [-0.05 * largest, 1.08 * largest];
}

/** Whole decades from `low` to `high`, at least one and at most `most` below the top. */
function decadesDown(low: number, high: number, most: number): Range {
  const top = decadeAbove(high);
  const bottom = Math.max(decadeBelow(low), top - most);
  return [decade(Math.min(bottom, top - 1)), decade(top)];
}

/** Smallest and largest size of the positive and finite values of a quantity; null without any. */
function extentOfSizes(arrays: readonly Float64Array[]): Range | null {
  let low = Infinity;
  let high = 0;
  for (const values of arrays) {
    for (const value of values) {
      const size = Math.abs(value);
      if (!(size > 0) || size === Infinity) continue;
      if (size < low) low = size;
      if (size > high) high = size;
    }
  }
  return high > 0 ? [low, high] : null;
}

/** First time at which the loss has visibly dropped; null while it has not. */
function firstDrop({ samples: { t, loss } }: FigureStage): number | null {
  const start = loss[0] ?? 0;
  const index = loss.findIndex((value) => value < start * (1 - VISIBLE_DROP));
  return index < 0 ? null : (t[index] ?? null);
}

/**
 * Times from a decade before anything can be seen or is predicted to happen, but not before the first sample, up to the
 * last sample or prediction. A linear axis begins at 0.
 */
function timeRange(stages: readonly FigureStage[], scale: Axis['scale'], otherwise: Range): Range {
  const predicted = stages.flatMap(({ escapes }) => escapes.flatMap(({ time }) => time ?? []));
  const last = stages.map(({ samples }) => samples.t.at(-1) ?? 0);
  if (scale === 'linear') {
    const end = Math.max(0, ...last);
    return [0, end > 0 ? roundAbove(end) : otherwise[1]];
  }
  const first = stages.map(({ samples }) => samples.t.find((time) => time > 0) ?? 0);
  const whole = decadeRange([...first, ...last, ...predicted]);
  if (whole === null) return otherwise;
  const happenings = decadeRange([...predicted, ...stages.flatMap((stage) => firstDrop(stage) ?? [])]);
  if (happenings === null) return whole;
  const start = decade(decadeBelow(happenings[0]) - LEAD_DECADES);
  return [Math.min(Math.max(whole[0], start), whole[1] / 10), whole[1]];
}

function lossRange(stages: readonly FigureStage[], scale: Axis['scale']): Range {
  const extent = extentOfSizes(stages.map(({ samples }) => samples.loss));
  const predicted = stages.flatMap(({ escapes }) => escapes.map(({ lossBefore }) => lossBefore));
  const largest = Math.max(extent?.[1] ?? 0, ...predicted) || EMPTY_LOSS;
  return scale === 'linear'
    ? fromZero(largest)
    : decadesDown(Math.min(extent?.[0] ?? largest, largest), largest, LOSS_DECADES);
}

function overlapRange(
  stages: readonly FigureStage[],
  { scales, entries, signedLog: linearUpTo }: RangeSetting,
): Range {
  if (entries && linearUpTo !== null) {
    const end = signedLog(ENTRIES[1], linearUpTo);
    return [-end, end];
  }
  if (scales.overlap === 'linear') return entries ? ENTRIES : SINGULAR_VALUES;
  const extent = extentOfSizes(
    stages.map(({ samples }) => (entries ? samples.overlap : samples.singularValues)),
  );
  return [decadesDown(extent?.[0] ?? 0.1, 1, OVERLAP_DECADES)[0], TOP_OF_LOG_OVERLAPS];
}

function gradientRange(
  stages: readonly FigureStage[],
  scale: Axis['scale'],
  threshold: number | null,
): Range {
  const extent = extentOfSizes(stages.map(({ samples }) => samples.gradientNorm)) ?? EMPTY_GRADIENTS;
  const high = Math.max(extent[1], threshold ?? 0);
  if (scale === 'linear') return fromZero(high);
  return decadesDown(Math.min(extent[0], threshold ?? Infinity), high, GRADIENT_DECADES);
}
