import type { ProgressOutput } from '../progress-line';
import { formatClock } from '../time-option';

/** Ctrl-C was pressed: the work ends between two steps. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Work done step by step. */
export interface WorkSteps {
  /** To be awaited before each step: tells how far the work is, and lets Ctrl-C through. Rejects with Interrupted. */
  next(what: string, done: number, total: number): Promise<void>;
  /** Takes the line about the progress away. */
  end(): void;
}

/** How often a terminal and a log are told how far the work is. */
const TERMINAL_MILLISECONDS = 200;
const LOG_MILLISECONDS = 30_000;

/** Steps that are told to `output`, in a terminal on one line that is written over, and end when `stop` resolves. */
export function createWorkSteps(output: ProgressOutput, stop: Promise<unknown>): WorkSteps {
  const inTerminal = output.isTTY === true;
  let stopped = false;
  void stop.then(() => (stopped = true));
  let present = '';
  let begun = Date.now();
  let told = Date.now();
  const clear = (): void => {
    if (inTerminal) output.write('\r\u001b[K');
  };
  return {
    async next(what, done, total) {
      // Signals are heard between two turns of the event loop only.
      await new Promise((resolve) => setImmediate(resolve));
      if (stopped) throw new Interrupted();
      const now = Date.now();
      if (what !== present) [present, begun] = [what, now];
      if (now - told < (inTerminal ? TERMINAL_MILLISECONDS : LOG_MILLISECONDS)) return;
      told = now;
      const left = done > 0 ? `, ${formatClock(((now - begun) * (total - done)) / done / 1000)} left` : '';
      clear();
      output.write(`${what}: ${done} of ${total}${left}${inTerminal ? '' : '\n'}`);
    },
    end: clear,
  };
}
