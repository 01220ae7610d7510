import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '@main/cli/exit-code';
import { formatRunReport, reportSweep, type RunReport } from '@main/cli/run-report';
import type { JobFailure, SweepJob } from '@shared/contract/job';

const failure: JobFailure = {
  reason: 'error',
  message: 'The flow became NaN or infinite at t = 12',
  remedy: 'Scale the link down.',
  outputTail: '',
};
const job: SweepJob = {
  kind: 'sweep',
  id: 'j',
  sweepId: 'scaling',
  status: 'done',
  runs: 20,
  sealed: 8,
  failedRuns: 12,
  millisecondsLeft: null,
  failure: null,
  startedAt: 0,
  endedAt: 1,
};
const failed = Array.from({ length: 12 }, (_, point) => ({
  runId: `${point}`.padStart(64, 'a'),
  point,
  failure,
}));
const report = (changes: Partial<RunReport>): RunReport => ({
  project: '/study.grassflow',
  runs: [],
  sweeps: [],
  stop: null,
  ...changes,
});

describe('the report of a run', () => {
  it('lists failed runs of a sweep with their reasons, and how many more there are', () => {
    const text = formatRunReport(report({ sweeps: [reportSweep(job, failed)] }));
    expect(text).toContain('scaling: done, 8 of 20 runs sealed, 12 failed');
    expect(text.match(/ {2}a{12} The flow became NaN or infinite at t = 12\./g)).toHaveLength(10);
    expect(text).toContain('  and 2 more');
  });

  it('says when time was up', () => {
    expect(formatRunReport(report({ stop: 'out-of-time' }))).toContain('out of time: run again');
  });
});

describe('the exit code', () => {
  const done = reportSweep({ ...job, sealed: 20, failedRuns: 0 }, []);
  it.each<[string, number, Partial<RunReport>]>([
    ['everything is sealed', 0, { sweeps: [done] }],
    ['runs of a sweep failed', 1, { sweeps: [done, reportSweep(job, failed)] }],
    ['time was up, whatever failed', 75, { sweeps: [reportSweep(job, failed)], stop: 'out-of-time' }],
    ['the user has stopped it', 130, { sweeps: [done], stop: 'interrupted' }],
  ])('when %s is %i', (_name, code, changes) => {
    expect(exitCodeOf(report(changes))).toBe(code);
  });
});
