import { describe, expect, it } from 'vitest';
import type { FailedRun } from '@shared/contract/sweep';
import { failureReasons } from '@renderer/sweep/failure-reasons';

function failed(point: number, message: string, reason: FailedRun['failure']['reason'] = 'error'): FailedRun {
  return {
    runId: `run-${point}`,
    point,
    failure: { reason, message, remedy: 'Do.', outputTail: `${point}` },
  };
}

describe('the reasons of failed runs', () => {
  it('gather messages that differ in numbers, with their range and what each run has of it', () => {
    const [reason, ...others] = failureReasons([
      failed(0, 'Stopped at t = 3.2e+74 after 12 steps, limit 5.'),
      failed(1, 'Stopped at t = 900 after 13 steps, limit 5.'),
      failed(2, 'Stopped at t = 1e-3 after 12 steps, limit 5.'),
    ]);
    expect(others).toEqual([]);
    expect(reason?.message).toBe('Stopped at t = 1e-3 to 3.2e+74 after 12 to 13 steps, limit 5.');
    expect(reason?.runs.map(({ particulars }) => particulars)).toEqual([
      't = 3.2e+74, 12',
      't = 900, 13',
      't = 1e-3, 12',
    ]);
    expect(reason).toMatchObject({ remedy: 'Do.', outputTail: '0' });
  });

  it('stay as they are where runs do not differ, the most frequent first', () => {
    const reasons = failureReasons([
      failed(0, 'It was lost.'),
      failed(1, 'It was lost.', 'killed'),
      failed(2, 'It was lost.', 'killed'),
    ]);
    expect(reasons.map(({ message, runs }) => [message, runs.map(({ run }) => run.point)])).toEqual([
      ['It was lost.', [1, 2]],
      ['It was lost.', [0]],
    ]);
    expect(reasons.flatMap(({ runs }) => runs.map(({ particulars }) => particulars))).toEqual(['', '', '']);
  });

  it('of no failed runs are none', () => {
    expect(failureReasons([])).toEqual([]);
  });
});
