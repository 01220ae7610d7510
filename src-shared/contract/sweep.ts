import type { JobFailure } from './job';

/** What a sweep would cost, found by trying a few of its runs out. */
export interface SweepEstimate {
  readonly runs: number;
  /** Runs that are sealed already. */
  readonly sealed: number;
  /** Estimated milliseconds for the others on all solver processes; null when no run could be tried. */
  readonly milliseconds: number | null;
  /** Estimated bytes they will take on disk. */
  readonly bytes: number;
}

/** A run of a sweep that failed, and why. */
export interface FailedRun {
  readonly runId: string;
  /** Number of its point in the plan (`SweepPlan.point`). */
  readonly point: number;
  readonly failure: JobFailure;
}

/** Every run of a sweep and how it stands. Point i is `SweepPlan.point(i)` of `planSweep`. */
export interface SweepRuns {
  /** Id of the run of each point. */
  readonly runIds: readonly string[];
  /** 1 where the run is sealed, 0 where it is not. */
  readonly sealed: Uint8Array;
  readonly failed: readonly FailedRun[];
}
