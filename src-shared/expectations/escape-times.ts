import type { EscapeReference } from '../model/expectation';
import type { StudyRun } from './study-runs';

/** A time of a run: it happened at `tau`, or (censored) had not when the run ended after `tau`. */
export interface MeasuredTime {
  readonly tau: number;
  readonly censored: boolean;
}

/** Times at which singular values of M first pass the first overlap level upward, in order. */
export function escapeTimes({ events, spec }: Pick<StudyRun, 'events' | 'spec'>): readonly number[] {
  const level = spec.thresholds.overlapLevels[0];
  const learned = new Set<number>();
  return events.flatMap((event) => {
    if (event.kind !== 'overlap-crossing' || event.direction !== 'up' || event.level !== level) return [];
    if (learned.has(event.index)) return [];
    learned.add(event.index);
    return [event.t];
  });
}

/** A time in a run; null when the escape it is counted from has not happened either. */
export function measuredTime(run: StudyRun, { escape, since }: EscapeReference): MeasuredTime | null {
  const times = escapeTimes(run);
  const from = since === undefined ? 0 : times[since - 1];
  if (from === undefined) return null;
  const to = times[escape - 1];
  return to === undefined ? { tau: run.reached - from, censored: true } : { tau: to - from, censored: false };
}
