import type { RunProgress } from '../model/run';

/** State of one queued run. */
export type JobStatus = 'queued' | 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled';

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

/** One run in the queue. */
export interface Job {
  readonly id: string;
  readonly experimentId: string;
  /** Position of the flow in the experiment's `flows`. */
  readonly flowIndex: number;
  /** Id the sealed run has or will have. */
  readonly runId: string;
  readonly status: JobStatus;
  readonly failure: JobFailure | null;
  /** Milliseconds since the epoch; null before it started / ended. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** Live progress of a job; at most ten a second. */
export interface JobProgress {
  readonly jobId: string;
  readonly experimentId: string;
  readonly flowIndex: number;
  readonly progress: RunProgress;
  /** Estimated milliseconds left; null while unknown. */
  readonly millisecondsLeft: number | null;
}
