import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { Job } from '@shared/contract/job';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import type { OpenProject } from '../project/project';

/** What the entries of a queue share. */
export interface QueueContext {
  readonly pool: SolverPool;
  /** The project to seal into; while it moves to another folder, the one it will be. Null once the queue is closed. */
  project(): Promise<OpenProject | null>;
  emit(event: WorkbenchEvent): void;
  /** The state of a job that is kept while the project is closed has changed. */
  onChange(): void;
}

/** One job of the queue with the work behind it. */
export interface QueueEntry {
  /** How it stands now. */
  readonly job: Job;
  /** Asks it to stop; one that has ended stays as it is. */
  cancel(): void;
  /** Lets it rest; one that has ended stays as it is. */
  pause(): void;
  /** Goes on; what is not paused stays as it is, but for a sweep that failed. */
  resume(): void;
  /** A run that rests goes on to its next sample; everything else stays as it is. */
  step(): void;
  /** The project is closed: ends the work without a word. */
  close(): void;
}

/** Whether a job will not change any more by itself. */
export function hasEnded({ status }: Pick<Job, 'status'>): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled';
}
