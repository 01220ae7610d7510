import type { Assignment, Loss } from './assignment';
import type { SolverHost } from './solver-host';
import type { Batch, BatchSource, SolverEnd, SolverPool, SolverTask } from './solver-pool';
import { createSolverWorker, type SolverWorker } from './solver-worker';
import { batchAssignment, questionAssignment, runAssignment } from './tasks';

/** A batch more than a solver works on lies ready for it, so that it never waits for the next one. */
const BATCHES_PER_WORKER = 2;

/** A question whose solver was lost is put to another one: it may not have been the reason. */
const MOST_ATTEMPTS = 3;

/** What can be said to a run; a question does as a run does. */
type RunControl = Omit<SolverTask, 'end' | 'onStart'>;

/** A run or a question and the solver it was given to; null while it waits. */
interface UrgentTask {
  readonly assignment: Assignment;
  readonly onStart: () => void;
  readonly onCancel: () => void;
  worker: SolverWorker | null;
  paused: boolean;
}

/**
 * A pool of at most `size` solver processes on `host`. A process starts when a task needs it, and waits idle for the next
 * one. Runs and questions are handed over one a process, where need be to one that works on batches: it does them first.
 * A process that is lost takes only its own tasks along.
 */
export function createSolverPool(options: { readonly size: number; readonly host: SolverHost }): SolverPool {
  let size = options.size;
  const waiting: UrgentTask[] = [];
  const workers = new Set<SolverWorker>();
  const sources: BatchSource[] = [];
  /** Ends of all processes that are not gone yet, those that were killed included. */
  const departures = new Set<Promise<void>>();
  let lastTaskId = 0;
  let closed = false;
  let dispatching = false;

  const startWorker = (): SolverWorker => {
    const worker = createSolverWorker(options.host.start(), {
      onLeaving: () => workers.delete(worker),
      onFree: schedule,
    });
    workers.add(worker);
    departures.add(worker.gone);
    void worker.gone.then(() => departures.delete(worker.gone));
    return worker;
  };
  /** Later, so that a caller can set its listeners first and several changes make one round. */
  function schedule(): void {
    if (dispatching || closed) return;
    dispatching = true;
    queueMicrotask(() => {
      dispatching = false;
      if (closed) return;
      dispatchUrgent();
      dispatchBatches();
      retire();
    });
  }
  const workerForUrgent = (): SolverWorker | null => {
    const free = [...workers].filter((worker) => !worker.hasUrgent);
    const idle = free.find(({ batches }) => batches === 0);
    return idle ?? (workers.size < size ? startWorker() : (free[0] ?? null));
  };
  const dispatchUrgent = () => {
    for (;;) {
      const task = waiting.find(({ paused }) => !paused);
      if (task === undefined) return;
      let worker: SolverWorker | null;
      try {
        worker = workerForUrgent();
      } catch (error) {
        waiting.splice(waiting.indexOf(task), 1);
        task.assignment.lose({ ...failedToStart(error), started: false, atWork: false });
        continue;
      }
      if (worker === null) return;
      waiting.splice(waiting.indexOf(task), 1);
      task.worker = worker;
      task.onStart();
      worker.assign(task.assignment);
    }
  };
  const dispatchBatches = () => {
    for (let load = 0; load < BATCHES_PER_WORKER; load++) {
      for (const worker of [...workers].slice(0, size)) {
        if (worker.hasUrgent || worker.batches > load) continue;
        const batch = nextBatch();
        if (batch === null) return;
        assignBatch(worker, batch);
      }
      while (workers.size < size) {
        const batch = nextBatch();
        if (batch === null) return;
        try {
          assignBatch(startWorker(), batch);
        } catch (error) {
          batch.onAssigned(NOTHING_TO_CONTROL);
          batch.onOver({ kind: 'not-started', failure: failedToStart(error) });
          return;
        }
      }
    }
  };
  const nextBatch = (): Batch | null => {
    for (const source of [...sources]) {
      const batch = source.next();
      if (batch === null) continue;
      sources.push(...sources.splice(sources.indexOf(source), 1));
      return batch;
    }
    return null;
  };
  const assignBatch = (worker: SolverWorker, batch: Batch) => {
    lastTaskId += 1;
    const assignment = batchAssignment(lastTaskId, batch);
    batch.onAssigned({
      cancel: () => {
        worker.cancel(assignment);
      },
      pause: () => {
        worker.pause(assignment);
      },
      resume: () => {
        worker.resume(assignment);
        schedule();
      },
    });
    worker.assign(assignment);
  };
  /** Ends the processes that are too many and have nothing to do. */
  const retire = () => {
    for (const worker of [...workers].slice(size).filter(({ empty }) => empty)) {
      worker.kill('The solver was ended because fewer are wanted.');
    }
  };

  const submit = (assignment: Assignment, onStart: () => void, onCancel: () => void): RunControl => {
    const task: UrgentTask = { assignment, onStart, onCancel, worker: null, paused: false };
    waiting.push(task);
    schedule();
    return {
      cancel() {
        if (task.worker !== null) task.worker.cancel(assignment);
        else if (waiting.includes(task)) {
          waiting.splice(waiting.indexOf(task), 1);
          onCancel();
        }
      },
      pause() {
        task.paused = true;
        task.worker?.pause(assignment);
      },
      resume() {
        task.paused = false;
        task.worker?.resume(assignment);
        schedule();
      },
      step() {
        task.worker?.step(assignment);
      },
    };
  };

  return {
    get size() {
      return size;
    },
    resize(next) {
      size = next;
      schedule();
    },
    run(spec, onProgress) {
      const startListeners: (() => void)[] = [];
      lastTaskId += 1;
      const taskId = lastTaskId;
      let control = NOTHING_TO_CONTROL;
      const end = new Promise<SolverEnd>((settle) => {
        if (closed) {
          settle({ kind: 'cancelled' });
          return;
        }
        control = submit(
          runAssignment(taskId, spec, onProgress, settle),
          () => {
            for (const listener of startListeners) listener();
          },
          () => {
            settle({ kind: 'cancelled' });
          },
        );
      });
      return { end, onStart: (listener) => startListeners.push(listener), ...control };
    },
    ask(question) {
      return new Promise((resolve, reject) => {
        const refuse = () => {
          reject(new Error('The solvers were ended.'));
        };
        const attempt = (attempts: number) => {
          if (closed) {
            refuse();
            return;
          }
          const onLoss = ({ reason, message }: Loss) => {
            if (reason === 'lost' && attempts < MOST_ATTEMPTS) attempt(attempts + 1);
            else reject(new Error(message));
          };
          lastTaskId += 1;
          const assignment = questionAssignment(lastTaskId, question, { resolve, reject, onLoss });
          submit(assignment, () => undefined, refuse);
        };
        attempt(1);
      });
    },
    serve(source) {
      sources.push(source);
      schedule();
      return () => {
        if (sources.includes(source)) sources.splice(sources.indexOf(source), 1);
      };
    },
    wake: schedule,
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.onCancel();
      for (const worker of [...workers]) worker.kill('The solver was ended because the workbench closed.');
      await Promise.all(departures);
    },
  };
}

/** Control of a task that no solver has. */
const NOTHING_TO_CONTROL: RunControl = {
  cancel: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  step: () => undefined,
};

function failedToStart(error: unknown) {
  const message = `The solver process could not start: ${String(error)}`;
  return { reason: 'lost', message, outputTail: '' } as const;
}
