import { fork, type ChildProcess } from 'node:child_process';
import { createOutputTail, type OutputTail } from './output-tail';
import type { SolverExit, SolverHost } from './solver-host';

/** How solver processes are forked. */
export interface ForkOptions {
  /** Absolute path of the solver entry, for example `out/main/solver.js`. */
  readonly entry: string;
  /** Limit of V8's heap; null for Node's own. */
  readonly memoryLimitMegabytes: number | null;
  /** Arguments for Node itself, for example a loader; none when absent. */
  readonly execArgv?: readonly string[];
}

/**
 * V8's helper threads would take the time of the other solvers: there is one for nearly every core. Measured on two cores,
 * one solver alone is 8 % slower without them, two are 7 % faster.
 */
const V8_OPTIONS = ['--single-threaded'];

/** Solver processes by `child_process.fork`, for the hosts that run in plain Node. */
export function forkSolverHost({ entry, memoryLimitMegabytes, execArgv = [] }: ForkOptions): SolverHost {
  const limit = memoryLimitMegabytes === null ? [] : [`--max-old-space-size=${memoryLimitMegabytes}`];
  return {
    start() {
      const child = fork(entry, [], {
        execArgv: [...execArgv, ...limit, ...V8_OPTIONS],
        // The default, JSON, turns NaN into null and typed arrays into objects.
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        // Out of the terminal's process group: what Ctrl-C means is for the workbench to say. On Windows a console
        // of its own would be a window.
        detached: process.platform !== 'win32',
      });
      const tail = createOutputTail();
      child.stdout?.on('data', tail.append);
      child.stderr?.on('data', tail.append);
      return {
        send(message) {
          // A process that is going away reports that through its exit.
          child.send(message, () => undefined);
        },
        onMessage(listener) {
          child.on('message', listener);
        },
        onExit: whenEnded(child, tail),
        kill() {
          child.kill('SIGKILL');
        },
        outputTail: tail.text,
      };
    },
  };
}

/** Reports the end of `child` once: after its messages and output are read, or when it could not be spawned at all. */
function whenEnded(child: ChildProcess, tail: OutputTail): (listener: (exit: SolverExit) => void) => void {
  const ended = new Promise<SolverExit>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, reason: null });
    });
    child.on('error', (error) => {
      tail.append(Buffer.from(`${error.message}\n`));
      if (child.pid === undefined) resolve({ code: null, signal: null, reason: 'not started' });
    });
  });
  return (listener) => void ended.then(listener);
}
