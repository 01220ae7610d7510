import type { FromSolver } from '@main/solver/messages';
import { isUrgent, type Assignment } from './assignment';
import { describeLoss } from './process-loss';
import type { SolverProcess } from './solver-host';
import type { SolverFailure } from './solver-pool';

/** A solver that has not answered a cancellation by then is killed. */
const CANCEL_MILLISECONDS = 2000;

interface AssignedTask {
  readonly assignment: Assignment;
  paused: boolean;
  cancelTimer: NodeJS.Timeout | null;
}

/** One solver process and its tasks. */
export interface SolverWorker {
  /** Whether it has a run or a question to work on. */
  readonly hasUrgent: boolean;
  /** Number of batches it has to work on. */
  readonly batches: number;
  /** Whether it has no task at all, not even a paused one. */
  readonly empty: boolean;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  /** Hands over a task. */
  assign(assignment: Assignment): void;
  /** Asks the solver to stop a task; kills the process if it does not answer in time. */
  cancel(assignment: Assignment): void;
  /** Lets a task rest. */
  pause(assignment: Assignment): void;
  /** Lets a task go on. */
  resume(assignment: Assignment): void;
  /** Lets a resting run go on to its next sample. */
  step(assignment: Assignment): void;
  /** Ends the process; what it works on is lost with `message`. */
  kill(message: string): void;
}

/** What a worker tells its pool. */
export interface WorkerListener {
  /** The process is about to end or has ended: no more work for it. Called before `onFree`, maybe twice. */
  onLeaving(): void;
  /** It has less to do than before. */
  onFree(): void;
}

/** Puts a started process to work. */
export function createSolverWorker(solver: SolverProcess, listener: WorkerListener): SolverWorker {
  const tasks = new Map<number, AssignedTask>();
  let ready = false;

  const idOf = ({ message }: Assignment) => message.taskId;
  const active = (urgent: boolean) =>
    [...tasks.values()].filter((task) => !task.paused && isUrgent(task.assignment) === urgent);
  const remove = (task: AssignedTask) => {
    if (task.cancelTimer !== null) clearTimeout(task.cancelTimer);
    tasks.delete(idOf(task.assignment));
  };
  const loseAll = (failure: SolverFailure) => {
    const atWork = active(true)[0] ?? active(false)[0];
    for (const task of [...tasks.values()]) {
      remove(task);
      task.assignment.lose({ ...failure, started: ready, atWork: task === atWork });
    }
    listener.onFree();
  };
  const kill = (message: string) => {
    listener.onLeaving();
    solver.kill();
    loseAll({ reason: 'killed', message, outputTail: solver.outputTail() });
  };
  const receive = (message: FromSolver) => {
    if (message.type === 'ready') {
      ready = true;
      return;
    }
    const task = tasks.get(message.taskId);
    if (task === undefined) return;
    const isLast = task.assignment.receive(message, () => solver.outputTail());
    if (!isLast) return;
    remove(task);
    listener.onFree();
  };

  solver.onMessage((message) => {
    // The solver is our own program: its messages are trusted.
    const trusted = message as FromSolver;
    // What the solver printed about a failure comes through another pipe, which is read in the same turn.
    if (trusted.type === 'failed') setImmediate(receive, trusted);
    else receive(trusted);
  });
  const gone = new Promise<void>((resolve) => {
    solver.onExit((exit) => {
      listener.onLeaving();
      const outputTail = solver.outputTail();
      loseAll({ ...describeLoss(exit, outputTail, ready), outputTail });
      resolve();
    });
  });

  return {
    get hasUrgent() {
      return active(true).length > 0;
    },
    get batches() {
      return active(false).length;
    },
    get empty() {
      return tasks.size === 0;
    },
    gone,
    assign(assignment) {
      tasks.set(idOf(assignment), { assignment, paused: false, cancelTimer: null });
      try {
        solver.send(assignment.message);
      } catch (error) {
        tasks.delete(idOf(assignment));
        const message = `The run could not be sent to the solver: ${String(error)}`;
        const failure = { reason: 'error', message, outputTail: '' } as const;
        assignment.lose({ ...failure, started: true, atWork: true });
      }
    },
    cancel(assignment) {
      const taskId = idOf(assignment);
      const task = tasks.get(taskId);
      if (task === undefined || task.cancelTimer !== null) return;
      task.cancelTimer = setTimeout(() => {
        kill('The solver did not answer the cancellation in time and was killed.');
      }, CANCEL_MILLISECONDS);
      solver.send({ type: 'cancel', taskId });
    },
    pause(assignment) {
      const taskId = idOf(assignment);
      const task = tasks.get(taskId);
      if (task === undefined || task.paused) return;
      task.paused = true;
      solver.send({ type: 'pause', taskId });
      listener.onFree();
    },
    resume(assignment) {
      const taskId = idOf(assignment);
      const task = tasks.get(taskId);
      if (task?.paused !== true) return;
      task.paused = false;
      solver.send({ type: 'resume', taskId });
    },
    step(assignment) {
      const taskId = idOf(assignment);
      if (tasks.get(taskId)?.paused === true) solver.send({ type: 'step', taskId });
    },
    kill,
  };
}
