import type { FromSolver } from '@main/solver/messages';
import type { RunProgress, RunSpec } from '@shared/model/run';
import { describeLoss } from './process-loss';
import type { SolverProcess } from './solver-host';
import type { SolverEnd } from './solver-pool';

/** A solver that has not answered a cancellation by then is killed. */
const CANCEL_MILLISECONDS = 2000;

/** A run as a solver process gets it. */
export interface Assignment {
  /** Unique among the tasks of a pool. */
  readonly taskId: number;
  readonly spec: RunSpec;
  onProgress(progress: RunProgress): void;
  /** Called exactly once. */
  settle(end: SolverEnd): void;
}

/** One solver process and the task it works on. */
export interface SolverWorker {
  readonly busy: boolean;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  /** Hands over a task; only while not busy. */
  assign(task: Assignment): void;
  /** Asks the solver to stop the task, if it still works on it; kills the process if it does not answer in time. */
  cancel(task: Assignment): void;
  /** Lets the task rest, or go on, if the solver works on it. */
  tell(task: Assignment, what: 'pause' | 'resume'): void;
  /** Ends the process; a task it works on fails with `message`. */
  kill(message: string): void;
}

/** What a worker tells its pool. */
export interface WorkerListener {
  /** The process is about to end or has ended: no more work for it. Called before `onFree`, maybe twice. */
  onLeaving(): void;
  /** A task has ended. */
  onFree(): void;
}

/** Puts a started process to work. */
export function createSolverWorker(solver: SolverProcess, listener: WorkerListener): SolverWorker {
  let task: Assignment | null = null;
  let ready = false;
  let cancelTimer: NodeJS.Timeout | undefined;

  const finish = (end: SolverEnd) => {
    if (task === null) return;
    const ended = task;
    task = null;
    clearTimeout(cancelTimer);
    cancelTimer = undefined;
    ended.settle(end);
    listener.onFree();
  };
  const fail = (reason: 'error' | 'killed', message: string) => {
    finish({ kind: 'failed', reason, message, outputTail: solver.outputTail() });
  };
  const kill = (message: string) => {
    listener.onLeaving();
    solver.kill();
    fail('killed', message);
  };
  const receive = (message: FromSolver) => {
    if (message.type === 'ready') ready = true;
    else if (message.taskId !== task?.taskId) return;
    else if (message.type === 'progress') task.onProgress(message.progress);
    else if (message.type === 'cancelled') finish({ kind: 'cancelled' });
    else if (message.type === 'finished') {
      finish({ kind: 'finished', outcome: message.outcome, samples: message.samples });
    } else {
      // What the solver printed about it comes through another pipe, which is read in the same turn.
      setImmediate(fail, 'error', message.message);
    }
  };

  solver.onMessage((message) => {
    // The solver is our own program: its messages are trusted.
    receive(message as FromSolver);
  });
  const gone = new Promise<void>((resolve) => {
    solver.onExit((exit) => {
      listener.onLeaving();
      const outputTail = solver.outputTail();
      finish({ kind: 'failed', ...describeLoss(exit, outputTail, ready), outputTail });
      resolve();
    });
  });

  return {
    get busy() {
      return task !== null;
    },
    gone,
    assign(next) {
      task = next;
      try {
        solver.send({ type: 'run', taskId: next.taskId, spec: next.spec });
      } catch (error) {
        fail('error', `The run could not be sent to the solver: ${String(error)}`);
      }
    },
    cancel(cancelled) {
      if (task !== cancelled || cancelTimer !== undefined) return;
      cancelTimer = setTimeout(() => {
        kill('The solver did not answer the cancellation in time and was killed.');
      }, CANCEL_MILLISECONDS);
      solver.send({ type: 'cancel', taskId: cancelled.taskId });
    },
    tell(told, what) {
      if (task === told) solver.send({ type: what, taskId: told.taskId });
    },
    kill,
  };
}
