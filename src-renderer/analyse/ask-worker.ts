import type { AnalysisHelper } from './analysis-in-worker';

/** Asks the worker of a task; rejects when it cannot work. */
export type AskWorker = <Value>(
  question: (worker: AnalysisHelper['remote']) => Promise<Value>,
) => Promise<Value>;

/** Tells how far a task is. */
export type ReportProgress = (done: number, total: number) => void;
