/** One flow of an experiment: one run. */
export interface RunReference {
  readonly experimentId: string;
  /** Position in the experiment's `flows`. */
  readonly flow: number;
}

/** The runs of one flow of a sweep, those of one target and of one value of an axis where these are named. */
export interface EnsembleReference {
  readonly sweepId: string;
  /** Position in the experiment's `flows`. */
  readonly flow: number;
  /** Absent for all targets. */
  readonly targetId?: string;
  /** Absent for all values; the field as in the sweep's axes. */
  readonly where?: { readonly field: string; readonly value: number };
}

/** Measurement of a time in a run. */
export interface EscapeReference {
  /** Number k, from 1, of the singular value of M, largest first, whose rise through λ² = 1/2 is timed. */
  readonly escape: number;
  /** The time is counted from this earlier escape; from t = 0 when absent. */
  readonly since?: number;
}

/** How a run ended, in the words of the run table. */
export type ExpectedEnding = 'success' | 'trapped' | 'unfinished';

/** How a time grows with the dimension: τ ∝ d^slope, or τ = a + slope·ln d. */
export type GrowthLaw = 'power' | 'logarithmic';

/**
 * What a study is expected to show, in a form that can be measured. Expected numbers are formulas in d, q and r of the run
 * (numerics.md §4.3), so that they are read as they were derived.
 */
export type ExpectedValue =
  | {
      readonly kind: 'escape-time';
      readonly run: RunReference;
      readonly time: EscapeReference;
      readonly expected: string;
      /** Largest relative deviation. */
      readonly tolerance: number;
    }
  | {
      readonly kind: 'loss';
      readonly run: RunReference;
      /** Number of the plateau, from 1; the end of the run when null. */
      readonly plateau: number | null;
      readonly expected: string;
      /** Largest absolute deviation. */
      readonly tolerance: number;
    }
  | { readonly kind: 'ending'; readonly run: RunReference; readonly expected: ExpectedEnding }
  /** The relative information exponents of a target, direction by direction. */
  | { readonly kind: 'exponents'; readonly targetId: string; readonly expected: readonly number[] }
  /** Growth of a time with d over single runs. */
  | {
      readonly kind: 'growth';
      readonly runs: readonly RunReference[];
      readonly time: EscapeReference;
      readonly law: GrowthLaw;
      readonly expected: string;
      /** Largest absolute deviation of the slope. */
      readonly tolerance: number;
    }
  /** Growth with d of the median of a time over seeds. */
  | {
      readonly kind: 'median-growth';
      readonly ensemble: EnsembleReference;
      readonly time: EscapeReference;
      readonly law: GrowthLaw;
      readonly expected: string;
      readonly tolerance: number;
    }
  /** Fraction of the runs of an ensemble to which something happened, against its probability. */
  | {
      readonly kind: 'frequency';
      readonly ensemble: EnsembleReference;
      readonly event: EnsembleEvent;
      /** The probability; with 0 or 1 no run may differ. */
      readonly expected: string;
      /** Largest deviation, in standard errors √(p(1 − p)/n). */
      readonly tolerance: number;
    };

/** What can happen to a run of an ensemble. */
export type EnsembleEvent =
  | { readonly kind: 'ending'; readonly ending: ExpectedEnding }
  /** The critical point it rests in is a strict local minimum of the loss, up to symmetries; counted among the trapped. */
  | { readonly kind: 'strict-minimum' }
  /** A time is larger than that of a formula. */
  | { readonly kind: 'later-than'; readonly time: EscapeReference; readonly limit: string };

/** One statement of a study that its runs can confirm or refute. */
export interface Expectation {
  readonly id: string;
  /** One sentence; TeX between dollar signs. */
  readonly statement: string;
  /** Where the expected value comes from: the paper's result, or a derivation of ours. */
  readonly origin: 'paper' | 'derived';
  /** Paper and result, or where the derivation stands. */
  readonly source: string;
  readonly value: ExpectedValue;
}

/** What a study must reproduce: `expectations.json` beside its documents. */
export type Expectations = readonly Expectation[];
