import { INTERRUPTED } from '@main/launch/stop-signal';
import type { RunReport } from './run-report';

/** Exit code of work whose time was up before its end: try again later (EX_TEMPFAIL of sysexits.h). */
export const OUT_OF_TIME = 75;

/** What a report means for scripts: 0 all is sealed, 1 a run failed, 75 out of time, 130 interrupted. */
export function exitCodeOf({ runs, sweeps, stop }: RunReport): number {
  if (stop === 'interrupted') return INTERRUPTED;
  if (stop === 'out-of-time') return OUT_OF_TIME;
  const failed =
    runs.some(({ status }) => status === 'failed') || sweeps.some((sweep) => sweep.failed.length > 0);
  return failed ? 1 : 0;
}
