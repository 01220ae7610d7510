import type { SolverEnd, SolverPool, SolverTask } from '@main/solver-pool/solver-pool';
import type { RunProgress, RunSpec } from '@shared/model/run';
import { startRun } from '@shared/numerics/run';

/** These pools' tasks never rest. */
const NO_REST = { pause: () => undefined, resume: () => undefined };

/** The real engine in this process instead of in one of its own. */
export function inProcessPool(): SolverPool {
  return {
    size: 1,
    run(spec): SolverTask {
      const run = startRun(spec);
      const compute = async (): Promise<SolverEnd> => {
        while (!run.advance(200)) await new Promise(setImmediate);
        return { kind: 'finished', ...run.result() };
      };
      return { end: compute(), onStart: (listener) => listener(), cancel: () => run.cancel(), ...NO_REST };
    },
    close: () => Promise.resolve(),
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

/** A pool that computes nothing: the test says what happens to each task, in the order they were handed over. */
export function directedPool(): SolverPool & { readonly tasks: readonly DirectedTask[] } {
  const tasks: DirectedTask[] = [];
  return {
    size: 1,
    tasks,
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
        ...NO_REST,
      };
    },
    close: () => Promise.resolve(),
  };
}
