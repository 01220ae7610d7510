import { StorageError } from '@main/files/storage-error';
import type { SolverEnd } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { JobFailure } from '@shared/contract/job';
import type { StopReason } from '@shared/model/run';

const REMEDIES: Readonly<Record<JobFailure['reason'], string>> = {
  error: 'Change the target, the start, the tolerance or the horizon, then run again.',
  lost: 'Run again; if it happens again, the end of its output may say why.',
  'out-of-memory': 'Fewer directions or a lower degree need less memory.',
  killed: 'Only this run is lost; run again when you like.',
  storage: 'Make the project folder writable, then run again.',
};

/** The failure of a run whose solver reported or suffered one. */
export function failureOfSolver(end: Extract<SolverEnd, { kind: 'failed' }>): JobFailure {
  const { reason, message, outputTail } = end;
  return { reason, message, remedy: REMEDIES[reason], outputTail };
}

/** The failure of an integration that ended before its horizon; null for a finished one. */
export function failureOfStop(stopReason: StopReason, reached: number): JobFailure | null {
  if (stopReason === 'horizon' || stopReason === 'stationary') return null;
  const message = `The integration ended early, at t = ${reached.toPrecision(4)} (${stopReason}).`;
  return { reason: 'error', message, remedy: REMEDIES.error, outputTail: '' };
}

/** The failure of a finished run that could not be sealed. */
export function failureOfSealing(error: unknown): JobFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StorageError)
    return { reason: 'storage', message, remedy: error.remedy, outputTail: '' };
  const remedy = error instanceof WorkbenchError ? error.remedy : REMEDIES.error;
  return { reason: 'error', message, remedy, outputTail: '' };
}
