import type { Plateau, RunSamples } from '../model/run';
import type { PredictedEscape } from '../numerics/ladder/ladder';

/** One flow of an experiment as the side-by-side figure shows it: a column. */
export interface FigureStage {
  /** Unique in the figure; part of panel and line ids, for example "planted". */
  readonly key: string;
  /** Heading of the column, for example "two-timescale". */
  readonly title: string;
  /** Samples so far, or of the finished run; n = 0 before the first arrives. */
  readonly samples: RunSamples;
  readonly plateaus: readonly Plateau[];
  /** Predicted escapes in the order of the ladder. */
  readonly escapes: readonly PredictedEscape[];
  /** Samples of a former run shown faintly behind; null for none. */
  readonly ghost: RunSamples | null;
}
