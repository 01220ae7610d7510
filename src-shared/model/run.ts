import type { EventThresholds, FlowSpec, StartSpec } from './experiment';
import type { HermiteTerm } from './link';

/** The fully resolved specification of one run: with the engine version it determines the result's bytes. */
export interface RunSpec {
  /** The link as a canonical Hermite table (terms sorted, zero terms removed). */
  readonly link: { readonly r: number; readonly terms: readonly HermiteTerm[] };
  readonly flow: FlowSpec;
  /** Ambient dimension d. */
  readonly dimension: number;
  /** Student width q. */
  readonly studentWidth: number;
  readonly start: StartSpec;
  /** Name and version of the generator behind a Haar start, so that a seed keeps its meaning. */
  readonly generator: string;
  readonly relativeTolerance: number;
  /** Absolute tolerance on entries of the state; far below the smallest overlap (numerics.md §0.3). */
  readonly absoluteTolerance: number;
  readonly horizon: number;
  readonly thresholds: EventThresholds;
  /** Log-spaced output samples per decade of time. */
  readonly samplesPerDecade: number;
  /** First positive output time. */
  readonly firstSampleTime: number;
}

/** Why an integration ended. Only `horizon` and `stationary` make a finished run. */
export type StopReason =
  /** The horizon was reached. */
  | 'horizon'
  /** The start is an exact critical point: nothing moves. */
  | 'stationary'
  /** The user cancelled. */
  | 'cancelled'
  /** The step budget was used up. */
  | 'step-budget'
  /** The step size fell below what the clock can resolve. */
  | 'step-too-small'
  /** The derivative or the state became NaN or infinite. */
  | 'not-finite';

/** What the integrator counted, and how accurate it takes the run to be. */
export interface RunStatistics {
  readonly acceptedSteps: number;
  readonly rejectedSteps: number;
  readonly derivativeEvaluations: number;
  readonly factorisations: number;
  /** Accepted steps whose estimated error exceeds the tolerance, but not what rounding of the velocities explains. */
  readonly roundingLimitedSteps: number;
  /** Sum of the steps' estimated relative errors: an accumulated error that never cancels and never fades. */
  readonly summedError: number;
  /** Largest excess of ‖M‖₂ over 1 seen (0 when none): a guard, never clipped (numerics.md §3.3). */
  readonly overshoot: number;
}

/** Something that happened at a definite time of a run. */
export type FlowEvent =
  | {
      readonly kind: 'overlap-crossing';
      readonly t: number;
      /** 1-based index of the singular value of M, largest first. */
      readonly index: number;
      readonly level: number;
      readonly direction: 'up' | 'down';
    }
  | { readonly kind: 'plateau-entered'; readonly t: number; readonly loss: number }
  | { readonly kind: 'plateau-left'; readonly t: number; readonly loss: number }
  | { readonly kind: 'settled'; readonly t: number; readonly loss: number };

/** A stretch of time on which the loss hardly moves (see EventThresholds.plateauRate). */
export interface Plateau {
  readonly from: number;
  /** End of the plateau; equal to the time reached when the run ended on it. */
  readonly to: number;
  /** Loss half way through the plateau in log time. */
  readonly loss: number;
  /** Number of singular values of M with λ² ≥ 1/2 there: the rung of the ladder it stands on. */
  readonly rank: number;
  /** Time of the sample nearest to half way in log time, and the overlap matrix M there, row-major (r × q). */
  readonly sampleTime: number;
  readonly overlap: readonly number[];
  /** True when the run ended on this plateau. */
  readonly open: boolean;
}

/** What an integration found, besides its sampled curves. */
export interface RunOutcome {
  readonly stopReason: StopReason;
  /** Time reached. */
  readonly reached: number;
  readonly statistics: RunStatistics;
  readonly events: readonly FlowEvent[];
  readonly plateaus: readonly Plateau[];
  /** Loss at t = 0 and at the end. */
  readonly initialLoss: number;
  readonly finalLoss: number;
  /** Singular values of M at the end, descending. */
  readonly finalSingularValues: readonly number[];
  /** Overlap matrix M at the end, row-major (r × q). */
  readonly finalOverlap: readonly number[];
  /** Rank of M(0), in working precision. */
  readonly startRank: number;
  /** What a reader of the results must know, one sentence each; mostly none. */
  readonly warnings: readonly string[];
}

/** What a run says about itself: `meta.json` of its `.npz`. Holds no wall-clock time, so equal specs give equal bytes. */
export interface RunMeta extends RunOutcome {
  readonly schema: 1;
  /** Hash of the resolved spec and the engine version; also the file name. */
  readonly runId: string;
  readonly engineVersion: string;
  readonly spec: RunSpec;
}

/** The sampled curves of a run, n samples; row-major. */
export interface RunSamples {
  /** Times (n), the first 0, increasing. */
  readonly t: Float64Array;
  /** Loss (n). */
  readonly loss: Float64Array;
  /** Norm of the Riemannian gradient of the loss in W (n). */
  readonly gradientNorm: Float64Array;
  /** Singular values of M, descending, n × min(r, q). */
  readonly singularValues: Float64Array;
  /** Overlap matrix M, n × r × q. */
  readonly overlap: Float64Array;
}

/** One finished run. */
export interface RunRecord {
  readonly meta: RunMeta;
  readonly samples: RunSamples;
}

/** Live state of a running integration. */
export interface RunProgress {
  /** Time reached. */
  readonly t: number;
  readonly loss: number;
  readonly acceptedSteps: number;
  readonly rejectedSteps: number;
  /** Samples reached since the previous report; empty when none. */
  readonly newSamples: RunSamples;
}
