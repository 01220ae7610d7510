import type { JobFailure } from '@shared/contract/job';
import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';

/** How a task of the pool ended. */
export type SolverEnd =
  | { readonly kind: 'finished'; readonly outcome: RunOutcome; readonly samples: RunSamples }
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'failed';
      readonly reason: JobFailure['reason'];
      readonly message: string;
      /** End of what the process printed. */
      readonly outputTail: string;
    };

/** A run handed to the pool. */
export interface SolverTask {
  /** Settles exactly once and never rejects. */
  readonly end: Promise<SolverEnd>;
  /** Resolves when the task has left the waiting line and a solver works on it; never if it ends before. */
  onStart(listener: () => void): void;
  /** Asks the solver to stop; kills it if it does not answer in time. */
  cancel(): void;
  /** Lets the solver rest where it is; a task that still waits goes on waiting. */
  pause(): void;
  /** Goes on after `pause`. */
  resume(): void;
}

/** A fixed number of solver processes, restarted when one is lost. */
export interface SolverPool {
  readonly size: number;
  run(spec: RunSpec, onProgress: (progress: RunProgress) => void): SolverTask;
  /** Ends all processes; running tasks end as failed. */
  close(): Promise<void>;
}
