import type { FromSolver, ToSolver } from '@main/solver/messages';
import type { SolverFailure } from './solver-pool';

/** A message of a solver about one task. */
export type TaskMessage = Exclude<FromSolver, { type: 'ready' }>;

/** How a process was lost, for one of its tasks. */
export interface Loss extends SolverFailure {
  /** False when the process ended before it was ready. */
  readonly started: boolean;
  /** Whether the process worked on this task when it was lost. */
  readonly atWork: boolean;
}

/** A task as a solver process gets it. */
export interface Assignment {
  /** What the solver is sent. */
  readonly message: Extract<ToSolver, { type: 'run' } | { type: 'batch' } | { type: 'ask' }>;
  /** A message about the task has come; true when it was the last one. */
  receive(message: TaskMessage, outputTail: () => string): boolean;
  /** The process is gone. Called at most once, and never after the last message. */
  lose(loss: Loss): void;
}

/** Whether the user waits for the task: solvers do it before their batches. */
export function isUrgent({ message }: Assignment): boolean {
  return message.type !== 'batch';
}
