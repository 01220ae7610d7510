import type { ToSolver } from '@main/solver/messages';

/** How a solver process ended, in one form for every host. It says nothing about success: only a message does. */
export interface SolverExit {
  /** Exit code; null when a signal ended the process or the host does not know. */
  readonly code: number | null;
  /** Name of the signal that ended the process, for example `SIGABRT`; null when none did. */
  readonly signal: string | null;
  /** The host's own word for it (`child-process-gone` of Electron: `oom`, `crashed`, `killed`, …); null when it has none. */
  readonly reason: string | null;
}

/**
 * One running solver process. After `onExit` has reported, `send` and `kill` do nothing. `onExit` reports exactly
 * once, after the last message and the last output, also when the process never came up.
 */
export interface SolverProcess {
  /** Sends a message; messages sent before the process listens are kept for it. Throws if it cannot be cloned. */
  send(message: ToSolver): void;
  /** Calls `listener` with every message of the process (a FromSolver of src-main/solver/messages.ts). */
  onMessage(listener: (message: unknown) => void): void;
  /** Sets the one listener; it is never called from within this call. */
  onExit(listener: (exit: SolverExit) => void): void;
  /** Ends the process without asking it, also while it is still starting. */
  kill(): void;
  /** The end of what the process printed on stdout and stderr (see OUTPUT_TAIL_BYTES). */
  outputTail(): string;
}

/** Starts solver processes: `child_process.fork` in Node, `utilityProcess` under Electron. */
export interface SolverHost {
  /** Starts one process on the solver entry. A start that fails throws or is reported by `onExit`. */
  start(): SolverProcess;
}
