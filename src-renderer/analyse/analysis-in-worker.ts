import { wrap, type Remote } from 'comlink';
import type { AnalysisWorker } from './analysis-worker';

/** A Web Worker for work on ensembles; `stop` ends it, whatever it is doing. */
export interface AnalysisHelper {
  readonly remote: Remote<AnalysisWorker>;
  /** Rejects when the worker cannot run. */
  readonly failed: Promise<never>;
  stop(): void;
}

/** Starts a worker for work on ensembles. */
export function startAnalysisWorker(): AnalysisHelper {
  const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
  const failed = new Promise<never>((_done, fail) => {
    worker.addEventListener('error', ({ message }) => fail(new Error(message)), { once: true });
  });
  // Whoever waits for an answer races it with this; without one there is nobody to tell.
  failed.catch(() => undefined);
  return { remote: wrap<AnalysisWorker>(worker), failed, stop: () => worker.terminate() };
}
