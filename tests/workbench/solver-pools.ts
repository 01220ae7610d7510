import { answerQuestion } from '@main/solver/answer-question';
import type { FromSolver, SolverAnswers, SolverQuestion, ToSolver } from '@main/solver/messages';
import { serveTasks } from '@main/solver/serve-tasks';
import { createSolverPool } from '@main/solver-pool/create-solver-pool';
import type { SolverHost } from '@main/solver-pool/solver-host';
import type { BatchSource, SolverEnd, SolverPool, SolverTask } from '@main/solver-pool/solver-pool';
import type { RunProgress, RunSpec } from '@shared/model/run';
import { startRun } from '@shared/numerics/run';

/** The real engine in this process instead of in processes of its own; messages are copied as between processes. */
export function inProcessPool(size = 1): SolverPool {
  return createSolverPool({ size, host: inProcessHost() });
}

function inProcessHost(): SolverHost {
  return {
    start() {
      let toSolver: (message: ToSolver) => void = () => undefined;
      let toPool: (message: FromSolver) => void = () => undefined;
      let alive = true;
      let end: () => void = () => undefined;
      queueMicrotask(() => {
        serveTasks(
          {
            send: (message) => {
              const copy = structuredClone(message);
              setImmediate(() => {
                if (alive) toPool(copy);
              });
            },
            onMessage: (listener) => {
              toSolver = listener;
            },
          },
          { startRun, answerQuestion },
        );
      });
      return {
        send(message) {
          const copy = structuredClone(message);
          setImmediate(() => {
            if (alive) toSolver(copy);
          });
        },
        onMessage: (listener) => {
          toPool = listener;
        },
        onExit: (listener) => {
          end = () => {
            listener({ code: null, signal: 'SIGTERM', reason: null });
          };
        },
        kill() {
          alive = false;
          setImmediate(() => {
            end();
          });
        },
        outputTail: () => '',
      };
    },
  };
}

/** A task whose course the test directs. */
export interface DirectedTask {
  readonly spec: RunSpec;
  start(): void;
  report(progress: RunProgress): void;
  /** Ends the task and waits until whoever listens has had its turn. */
  finish(end: SolverEnd): void;
  readonly cancelled: boolean;
}

/** A pool that computes no run: the test says what happens to each, in the order they were handed over. */
export interface DirectedPool extends SolverPool {
  readonly tasks: readonly DirectedTask[];
  /** Where batches can be taken from; null before a project is open. */
  readonly source: BatchSource | null;
}

/** A pool that computes no run; questions are answered. */
export function directedPool(): DirectedPool {
  const tasks: DirectedTask[] = [];
  let source: BatchSource | null = null;
  return {
    size: 1,
    tasks,
    get source() {
      return source;
    },
    run(spec, onProgress): SolverTask {
      const listeners: (() => void)[] = [];
      let settle: (end: SolverEnd) => void = () => undefined;
      const end = new Promise<SolverEnd>((resolve) => (settle = resolve));
      let cancelled = false;
      tasks.push({
        spec,
        start: () => listeners.forEach((listener) => listener()),
        report: onProgress,
        finish: settle,
        get cancelled() {
          return cancelled;
        },
      });
      return {
        end,
        onStart: (listener) => listeners.push(listener),
        cancel: () => (cancelled = true),
        pause: () => undefined,
        resume: () => undefined,
        step: () => undefined,
      };
    },
    async ask<Question extends SolverQuestion>(question: Question) {
      return answerQuestion(question) as SolverAnswers[Question['kind']];
    },
    serve(next) {
      source = next;
      return () => {
        if (source === next) source = null;
      };
    },
    wake: () => undefined,
    resize: () => undefined,
    close: () => Promise.resolve(),
  };
}
