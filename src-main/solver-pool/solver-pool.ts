import type { BatchRunEnd, SolverAnswers, SolverQuestion } from '@main/solver/messages';
import type { JobFailure } from '@shared/contract/job';
import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';
import type { KeptOfRun } from '@shared/model/sweep';

export type { BatchRunEnd };

/** Why a solver gave no result. */
export interface SolverFailure {
  readonly reason: JobFailure['reason'];
  readonly message: string;
  /** End of what the process printed. */
  readonly outputTail: string;
}

/** How a run of the pool ended. */
export type SolverEnd =
  | { readonly kind: 'finished'; readonly outcome: RunOutcome; readonly samples: RunSamples }
  | { readonly kind: 'cancelled' }
  | ({ readonly kind: 'failed' } & SolverFailure);

/** What can be said to a task. */
export interface TaskControl {
  /** Asks the solver to stop; kills it if it does not answer in time. */
  cancel(): void;
  /** Lets the task rest where it is; its solver is free for others. */
  pause(): void;
  /** Goes on after `pause`. */
  resume(): void;
}

/** A run handed to the pool. */
export interface SolverTask extends TaskControl {
  /** While it rests with a solver: goes on to the next sample, which is reported. */
  step(): void;
  /** Settles exactly once and never rejects. */
  readonly end: Promise<SolverEnd>;
  /** Calls back when the task has left the waiting line and a solver works on it; never if it ends before. */
  onStart(listener: () => void): void;
}

/** Why no more runs of a batch end. */
export type BatchOver =
  | { readonly kind: 'complete' }
  | { readonly kind: 'cancelled' }
  /** The solver process could not be started, or ended before it was ready. */
  | { readonly kind: 'not-started'; readonly failure: SolverFailure }
  /** The solver process is gone; `blamed` when it was computing the first run of this batch that has not ended. */
  | { readonly kind: 'lost'; readonly failure: SolverFailure; readonly blamed: boolean };

/** Runs that one solver computes one after another: many short runs cost one message. */
export interface Batch {
  readonly specs: readonly RunSpec[];
  readonly keep: KeptOfRun;
  /** The batch was given to a solver. Called once, before anything else. */
  onAssigned(control: TaskControl): void;
  /** Run number `position` has ended; in their order. */
  onRunEnd(position: number, end: BatchRunEnd): void;
  /** Called exactly once, last. */
  onOver(over: BatchOver): void;
}

/** Where the pool takes batches from when it has room. */
export interface BatchSource {
  /** The next batch; null when there is none now (see `SolverPool.wake`). */
  next(): Batch | null;
}

/** A number of solver processes, replaced when one is lost. Runs and questions go before batches. */
export interface SolverPool {
  /** Processes that work at once. */
  readonly size: number;
  /** Changes the number of processes; those too many end when their work is done. */
  resize(size: number): void;
  run(spec: RunSpec, onProgress: (progress: RunProgress) => void): SolverTask;
  /**
   * Puts a question to a solver. Rejects with InvalidInputError where the input is refused, with Error where there is no
   * answer.
   */
  ask<Question extends SolverQuestion>(question: Question): Promise<SolverAnswers[Question['kind']]>;
  /** Takes batches from `source` until the returned function is called; several sources take turns. */
  serve(source: BatchSource): () => void;
  /** A source has batches again. */
  wake(): void;
  /** Ends all processes; running tasks end as failed. */
  close(): Promise<void>;
}
