import { StorageError } from '@main/files/storage-error';
import type { SolverFailure } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { JobFailure } from '@shared/contract/job';
import type { RunOutcome, StopReason } from '@shared/model/run';

const REMEDIES: Readonly<Record<JobFailure['reason'], string>> = {
  error: 'Change the target, the start, the tolerance or the horizon, then run again.',
  lost: 'Run again; if it happens again, the end of its output may say why.',
  'out-of-memory': 'Fewer directions or a lower degree need less memory.',
  killed: 'Only this run is lost; run again when you like.',
  storage: 'Make the project folder writable, then run again.',
};

/** What stopped an integration early, and what to do; null for the reasons that make a finished run. */
const EARLY_STOPS: Readonly<Record<StopReason, { what: string; remedy: string } | null>> = {
  horizon: null,
  stationary: null,
  cancelled: { what: 'The run was stopped', remedy: 'Run again when you like.' },
  'step-budget': {
    what: 'The integrator used up its step budget',
    remedy: 'A larger relative tolerance or an earlier horizon needs fewer steps.',
  },
  'step-too-small': {
    what: 'The step size fell below what the clock can resolve',
    remedy: 'An earlier horizon ends before that; a larger relative tolerance may get further.',
  },
  'not-finite': {
    what: 'The flow became NaN or infinite',
    remedy: 'An earlier horizon ends before that; coefficients of the link far above 1 can be scaled down.',
  },
};

/** The failure of a run whose solver reported or suffered one. */
export function failureOfSolver({ reason, message, outputTail }: SolverFailure): JobFailure {
  return { reason, message, remedy: REMEDIES[reason], outputTail };
}

/** The failure of an integration that ended before its horizon; null for a finished one. */
export function failureOfStop({ stopReason, reached }: RunOutcome): JobFailure | null {
  const stop = EARLY_STOPS[stopReason];
  if (stop === null) return null;
  const message = `${stop.what} at t = ${reached.toPrecision(4)}.`;
  return { reason: 'error', message, remedy: stop.remedy, outputTail: '' };
}

/** The failure of a finished run that could not be sealed. */
export function failureOfSealing(error: unknown): JobFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StorageError) {
    return { reason: 'storage', message, remedy: error.remedy, outputTail: '' };
  }
  const remedy = error instanceof WorkbenchError ? error.remedy : REMEDIES.error;
  return { reason: 'error', message, remedy, outputTail: '' };
}
