import type { SolverHost } from './solver-host';
import type { SolverEnd, SolverPool } from './solver-pool';
import { createSolverWorker, type Assignment, type SolverWorker } from './solver-worker';

interface QueuedTask extends Assignment {
  readonly startListeners: (() => void)[];
  /** The solver it was given to; null while it waits. */
  worker: SolverWorker | null;
}

/**
 * A pool of at most `size` solver processes on `host`. A process starts when a task needs it, takes one task at a
 * time, and waits idle for the next. One that is lost takes only its own task along: the next task gets a new one.
 */
export function createSolverPool({
  size,
  host,
}: {
  readonly size: number;
  readonly host: SolverHost;
}): SolverPool {
  const waiting: QueuedTask[] = [];
  const workers = new Set<SolverWorker>();
  /** Ends of all processes that are not gone yet, those that were killed included. */
  const departures = new Set<Promise<void>>();
  let lastTaskId = 0;
  let closed = false;

  const startWorker = (): SolverWorker => {
    const worker = createSolverWorker(host.start(), {
      onLeaving: () => workers.delete(worker),
      onFree: dispatch,
    });
    workers.add(worker);
    departures.add(worker.gone);
    void worker.gone.then(() => departures.delete(worker.gone));
    return worker;
  };
  const freeWorker = (): SolverWorker | null => {
    for (const worker of workers) if (!worker.busy) return worker;
    return workers.size < size ? startWorker() : null;
  };
  function dispatch(): void {
    for (let task = waiting[0]; task !== undefined; task = waiting[0]) {
      let worker: SolverWorker | null;
      try {
        worker = freeWorker();
      } catch (error) {
        waiting.shift();
        task.settle(failedToStart(error));
        continue;
      }
      if (worker === null) return;
      waiting.shift();
      task.worker = worker;
      for (const listener of task.startListeners) listener();
      worker.assign(task);
    }
  }

  return {
    size,
    run(spec, onProgress) {
      const startListeners: (() => void)[] = [];
      let cancel = (): void => undefined;
      let tell: (what: 'pause' | 'resume') => void = () => undefined;
      lastTaskId += 1;
      const taskId = lastTaskId;
      const end = new Promise<SolverEnd>((settle) => {
        if (closed) {
          settle({ kind: 'cancelled' });
          return;
        }
        const task: QueuedTask = { taskId, spec, onProgress, settle, startListeners, worker: null };
        waiting.push(task);
        // Later, so that the caller can set its listeners first.
        queueMicrotask(dispatch);
        tell = (what) => task.worker?.tell(task, what);
        cancel = () => {
          if (task.worker !== null) {
            task.worker.cancel(task);
          } else if (waiting.includes(task)) {
            waiting.splice(waiting.indexOf(task), 1);
            settle({ kind: 'cancelled' });
          }
        };
      });
      return {
        end,
        onStart: (listener) => startListeners.push(listener),
        cancel: () => {
          cancel();
        },
        pause: () => {
          tell('pause');
        },
        resume: () => {
          tell('resume');
        },
      };
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.settle({ kind: 'cancelled' });
      for (const worker of [...workers]) worker.kill('The solver was ended because the workbench closed.');
      await Promise.all(departures);
    },
  };
}

function failedToStart(error: unknown): SolverEnd {
  const message = `The solver process could not start: ${String(error)}`;
  return { kind: 'failed', reason: 'lost', message, outputTail: '' };
}
