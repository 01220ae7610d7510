import { wrap, type Remote } from 'comlink';

/** One worker and the questions it is asked, answered one after the other in the order they came. */
export interface WorkerLane<Work extends object> {
  /**
   * Asks the worker. `signal` takes the question back: it is then not asked, or its answer not waited for. Rejects with
   * the signal's reason, or with an error of the worker.
   */
  ask<Answer>(question: (work: Remote<Work>) => Promise<Answer>, signal: AbortSignal): Promise<Answer>;
  /** Ends the worker; a later question starts another one. */
  end(): void;
}

/** What a lane needs of a Web Worker. */
export type LaneWorker = Pick<
  Worker,
  'addEventListener' | 'removeEventListener' | 'postMessage' | 'terminate'
>;

/** A question on its turn: answers once the worker is free for the next one. */
interface Turn {
  readonly signal: AbortSignal;
  take(): Promise<void>;
}

/**
 * Milliseconds a worker may go on with a question nobody waits for before it is ended. To start another one takes about
 * as long; until then it is quicker to let it finish.
 */
const PATIENCE = 100;

/** A lane whose worker is started by `spawn` with the first question and kept. */
export function createWorkerLane<Work extends object>(spawn: () => LaneWorker): WorkerLane<Work> {
  let present: { readonly worker: LaneWorker; readonly work: Remote<Work> } | null = null;
  const turns: Turn[] = [];
  let busy = false;

  function start() {
    const worker = spawn();
    return { worker, work: wrap<Work>(worker) };
  }

  function end(): void {
    present?.worker.terminate();
    present = null;
  }

  async function takeTurns(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let turn = turns.shift(); turn; turn = turns.shift()) if (!turn.signal.aborted) await turn.take();
    busy = false;
  }

  /** Puts a question to the worker; resolves once it is free for the next one. */
  function put<Answer>(
    question: (work: Remote<Work>) => Promise<Answer>,
    signal: AbortSignal,
    done: (answer: Answer) => void,
    failed: (error: unknown) => void,
  ): Promise<void> {
    return new Promise((free) => {
      const own = (present ??= start());
      let patience: ReturnType<typeof setTimeout> | undefined;
      const leave = (): void => {
        clearTimeout(patience);
        own.worker.removeEventListener('error', onError);
        signal.removeEventListener('abort', onAbort);
        free();
      };
      const giveUp = (error: unknown): void => {
        if (present === own) end();
        failed(error);
        leave();
      };
      const onError = (event: Event): void => giveUp(new Error((event as ErrorEvent).message));
      const onAbort = (): void => {
        failed(signal.reason);
        patience = setTimeout(giveUp, PATIENCE, signal.reason);
      };
      own.worker.addEventListener('error', onError);
      signal.addEventListener('abort', onAbort);
      void question(own.work).then(done, failed).finally(leave);
    });
  }

  return {
    ask<Answer>(question: (work: Remote<Work>) => Promise<Answer>, signal: AbortSignal) {
      return new Promise<Answer>((done, failed) => {
        const onAbort = (): void => failed(signal.reason as Error);
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort);
        turns.push({
          signal,
          take() {
            signal.removeEventListener('abort', onAbort);
            return put(question, signal, done, failed).catch(failed);
          },
        });
        void takeTurns();
      });
    },
    end,
  };
}

/** Asks one question of a worker of its own, which ends with the answer or when `signal` aborts. */
export async function askOnce<Work extends object, Answer>(
  spawn: () => LaneWorker,
  question: (work: Remote<Work>) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const lane = createWorkerLane<Work>(spawn);
  try {
    return await lane.ask(question, signal);
  } finally {
    lane.end();
  }
}
