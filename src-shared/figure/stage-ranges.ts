import { decade, decadeAbove, decadeBelow, roundAbove, unite, type Range } from './decades';
import type { Axis } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { runFigureRanges } from './run-figure-ranges';

/** The axes of the stages' panels that have a scale and a range of their own. */
export type StageAxis = 'time' | 'loss' | 'overlap' | 'gradient';

/** Scale of each axis. */
export type StageScales = Readonly<Record<StageAxis, Axis['scale']>>;

/** Range of each axis, shared by all stages. */
export type StageRanges = Readonly<Record<StageAxis, Range>>;

/** Singular values lie in [0, 1], entries of M in [−1, 1]; the margin keeps lines at the ends off the frame. */
const SINGULAR_VALUES: Range = [-0.05, 1.08];
const ENTRIES: Range = [-1.08, 1.08];
const TOP_OF_LOG_OVERLAPS = 1.5;

/** Decades drawn below the largest value at most. */
const OVERLAP_DECADES = 8;
const GRADIENT_DECADES = 8;

/** Smallest and largest positive values of a quantity; null without any. */
function positiveExtent(arrays: readonly Float64Array[]): Range | null {
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

function timeRange(logRange: Range, stages: readonly FigureStage[], scale: Axis['scale']): Range {
  if (scale === 'log') return logRange;
  const last = Math.max(0, ...stages.map(({ samples }) => samples.t.at(-1) ?? 0));
  return [0, last > 0 ? roundAbove(last) : logRange[1]];
}

function overlapRange(stages: readonly FigureStage[], scale: Axis['scale'], entries: boolean): Range {
  if (scale === 'linear') return entries ? ENTRIES : SINGULAR_VALUES;
  const values = stages.map(({ samples }) => (entries ? samples.overlap : samples.singularValues));
  const low = decadeBelow(positiveExtent(values)?.[0] ?? 0.1);
  return [decade(Math.min(-1, Math.max(low, -OVERLAP_DECADES))), TOP_OF_LOG_OVERLAPS];
}

function gradientRange(
  stages: readonly FigureStage[],
  scale: Axis['scale'],
  threshold: number | null,
): Range {
  const extent = positiveExtent(stages.map(({ samples }) => samples.gradientNorm)) ?? [0.1, 1];
  const high = Math.max(extent[1], threshold ?? 0);
  if (scale === 'linear') return [-0.05 * high, 1.08 * high];
  const top = decadeAbove(high);
  const lowest = Math.min(extent[0], threshold ?? Infinity);
  const bottom = Math.max(decadeBelow(lowest), top - GRADIENT_DECADES);
  return [decade(Math.min(bottom, top - 1)), decade(top)];
}

/** What the ranges depend on besides the stages. */
export interface RangeSetting {
  readonly scales: StageScales;
  /** Whether entries of M are drawn in place of its singular values. */
  readonly entries: boolean;
  /** Gradient norm below which the loss is on a plateau, always in view; null for none. */
  readonly threshold: number | null;
}

/**
 * Ranges for the stages as far as they have run. On log axes they widen by whole decades; nothing shrinks below
 * `previous`, so that a growing run does not make the picture jump. Pass null for a fresh picture or other scales.
 */
export function stageRanges(
  stages: readonly FigureStage[],
  { scales, entries, threshold }: RangeSetting,
  previous: StageRanges | null,
): StageRanges {
  const { time, loss } = runFigureRanges(stages, scales.loss, null);
  return {
    time: unite(timeRange(time, stages, scales.time), previous?.time ?? null),
    loss: unite(loss, previous?.loss ?? null),
    overlap: unite(overlapRange(stages, scales.overlap, entries), previous?.overlap ?? null),
    gradient: unite(gradientRange(stages, scales.gradient, threshold), previous?.gradient ?? null),
  };
}
