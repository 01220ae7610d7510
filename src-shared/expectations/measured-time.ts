import type { EscapeReference } from '../model/expectation';
import { escapeTime } from '../numerics/statistics/escape-times';
import { ReferenceProblem, type StudyRun } from './study-runs';

/** A time of a run: it happened at `tau`, or (censored) had not when the run ended after `tau`. */
export interface MeasuredTime {
  readonly tau: number;
  readonly censored: boolean;
}

/**
 * A time in a run; null when the escape it is counted from has not happened either. Throws ReferenceProblem where the run does
 * not tell (`escapeTime`).
 */
export function measuredTime(run: StudyRun, { escape, since }: EscapeReference): MeasuredTime | null {
  const from = since === undefined ? { tau: 0, censored: false } : toldTime(run, since);
  if (from.censored) return null;
  const { tau, censored } = toldTime(run, escape);
  return { tau: tau - from.tau, censored };
}

function toldTime(run: StudyRun, escape: number): MeasuredTime {
  const time = escapeTime(run.spec, run, escape);
  if (time.kind === 'unknown') throw new ReferenceProblem(`Escape ${escape} is not known: ${time.why}.`);
  return { tau: time.tau, censored: time.kind === 'censored' };
}
