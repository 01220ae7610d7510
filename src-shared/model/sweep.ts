/** The values of an axis as the user writes them. */
export type AxisValues =
  | { readonly kind: 'list'; readonly values: readonly number[] }
  /** `count` values from `from` to `to`, both included, evenly spaced. */
  | { readonly kind: 'linear'; readonly from: number; readonly to: number; readonly count: number }
  /** `count` values from `from` to `to` > 0, both included, evenly spaced in the logarithm. */
  | { readonly kind: 'logarithmic'; readonly from: number; readonly to: number; readonly count: number }
  /** 2^k for every whole exponent k from `from` to `to`. */
  | { readonly kind: 'powers-of-two'; readonly from: number; readonly to: number };

/** One numeric field of the experiment, or of its target, that takes several values. */
export interface SweepAxis {
  /**
   * Where the number stands: a path of keys and positions joined by dots, below `experiment` or `target`; for example
   * `experiment.dimension`, `experiment.flows.1.epsilon`, `target.link.terms.2.c`.
   */
  readonly field: string;
  readonly values: AxisValues;
}

/** Consecutive seeds of a Haar start: `count` of them from `first`. */
export interface SeedRange {
  readonly first: number;
  readonly count: number;
}

/** What is kept of each run of a sweep: its sampled curves, or only what the run says of itself (RunMeta). */
export type KeptOfRun = 'trajectory' | 'summary';

/**
 * A sweep: an experiment repeated over all combinations of the axes' values, of targets and of seeds. One combination of
 * values and target is a *condition*; every condition has one run per seed and flow.
 */
export interface SweepSpec {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly axes: readonly SweepAxis[];
  /** Targets to run; empty for the experiment's own. */
  readonly targetIds: readonly string[];
  /** Seeds that replace the experiment's start; null to keep that start. */
  readonly seeds: SeedRange | null;
  readonly keep: KeptOfRun;
}
