import type { SolverEnd } from './solver-pool';
import type { SolverExit } from './solver-host';

type Loss = Pick<Extract<SolverEnd, { kind: 'failed' }>, 'reason' | 'message'>;

/** What V8 prints before it aborts because its heap is full. */
const HEAP_EXHAUSTED = /heap out of memory/;

/** Why a solver process that ended by itself took its task along, in words for the user. */
export function describeLoss(exit: SolverExit, outputTail: string, wasReady: boolean): Loss {
  const aborted = exit.signal === 'SIGABRT' || (exit.code !== null && exit.code !== 0);
  if (exit.reason === 'oom' || (aborted && HEAP_EXHAUSTED.test(outputTail))) {
    return { reason: 'out-of-memory', message: 'The solver process ran out of memory.' };
  }
  const how = exit.signal ?? exit.reason ?? (exit.code === null ? 'no exit code' : `exit code ${exit.code}`);
  const what = wasReady ? 'The solver process ended before its result' : 'The solver process could not start';
  return { reason: 'lost', message: `${what} (${how}).` };
}
