import type { Plateau, RunSamples } from '../model/run';
import type { PredictedEscape } from '../numerics/ladder/ladder';
import type { FigureSpec } from './figure-spec';

/** One flow of an experiment as the side-by-side figure shows it: a column. */
export interface FigureStage {
  /** Unique in the figure; part of panel and line ids, for example "planted". */
  readonly key: string;
  /** Heading of the column, for example "two-timescale". */
  readonly title: string;
  /** Samples so far, or of the finished run; n = 0 before the first arrives. */
  readonly samples: RunSamples;
  readonly plateaus: readonly Plateau[];
  /** Predicted escapes in order of the ladder, the flow's own plateau losses included. */
  readonly escapes: readonly PredictedEscape[];
  /** Samples of a former run shown faintly behind; null for none. */
  readonly ghost: RunSamples | null;
}

/** Drawn ranges of a figure: whole decades on the log axes, shared by all columns. */
export interface FigureRanges {
  readonly time: readonly [number, number];
  readonly loss: readonly [number, number];
}

/** What the side-by-side figure is composed from. */
export interface RunFigureInput {
  readonly name: string;
  readonly stages: readonly FigureStage[];
  readonly lossScale: 'log' | 'linear';
  /** Ranges to draw, from `runFigureRanges` or a user's zoom. */
  readonly ranges: FigureRanges;
}

/**
 * Ranges that hold every stage. Axes widen by whole decades and never shrink below `previous`, so that a growing run
 * does not make the picture jump.
 */
export function runFigureRanges(
  _stages: readonly FigureStage[],
  _lossScale: 'log' | 'linear',
  _previous: FigureRanges | null = null,
): FigureRanges {
  throw new Error('not written yet');
}

/** The side-by-side figure of an experiment. */
export function composeRunFigure(_input: RunFigureInput): FigureSpec {
  throw new Error('not written yet');
}
