import type { RunProgress } from '../model/run';

/** State of one job of the queue. */
export type JobStatus =
  | 'queued'
  | 'running'
  /** Keeps what it has and its place. */
  | 'paused'
  /** Sweeps: cannot go on until a cause is gone (`failure`); tries again by itself from time to time. */
  | 'blocked'
  | 'cancelling'
  | 'done'
  /** Runs only: a sweep goes on past runs that fail. */
  | 'failed'
  | 'cancelled';

/** Why a job failed, with the end of what the solver process printed. */
export interface JobFailure {
  readonly reason:
    /** The solver reported an error (exception or a stop reason that makes no finished run). */
    | 'error'
    /** The solver process ended without a result. */
    | 'lost'
    /** The solver ran out of memory. */
    | 'out-of-memory'
    /** The solver did not answer a cancellation in time and was killed. */
    | 'killed'
    /** The result could not be written. */
    | 'storage';
  readonly message: string;
  readonly remedy: string;
  readonly outputTail: string;
}

/** What every job has. */
interface JobBase {
  readonly id: string;
  readonly status: JobStatus;
  /** Milliseconds since the epoch; null before it started / ended. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** One run of an experiment in the queue: what the user looks at. Goes before sweeps. */
export interface RunJob extends JobBase {
  readonly kind: 'run';
  readonly experimentId: string;
  /** Position of the flow in the experiment's `flows`. */
  readonly flowIndex: number;
  /** Id the sealed run has or will have. */
  readonly runId: string;
  readonly failure: JobFailure | null;
}

/**
 * A sweep in the queue. `done` when every run is sealed or has failed; `blocked` while it cannot go on at all (full disk,
 * folder gone, solvers that do not start), which a `resumeJob` after the remedy takes up again at once.
 */
export interface SweepJob extends JobBase {
  readonly kind: 'sweep';
  readonly sweepId: string;
  /** Runs of the sweep, those that were sealed before included. */
  readonly runs: number;
  /** Runs whose result is safe on disk. */
  readonly sealed: number;
  /** Runs that failed since they were last tried. */
  readonly failedRuns: number;
  /** Estimated milliseconds left while running; null while unknown. */
  readonly millisecondsLeft: number | null;
  /** Why it could not go on. */
  readonly failure: JobFailure | null;
}

/** One entry of the queue, in the order of the queue. */
export type Job = RunJob | SweepJob;

/** Live progress of a run job; at most ten a second. A sweep job tells its own in `job-changed`. */
export interface JobProgress {
  readonly jobId: string;
  readonly experimentId: string;
  readonly flowIndex: number;
  readonly progress: RunProgress;
  /** Estimated milliseconds left; null while unknown. */
  readonly millisecondsLeft: number | null;
}
