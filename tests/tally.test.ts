import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTallies, formatTally, tallyOfVitestReport } from './tally';

describe('the tally', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-tally-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A report with these counts. */
  function report(passed: number, failed: number, pending: number): string {
    const path = join(folder, 'report.json');
    const counts = {
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: pending,
      numTodoTests: 0,
    };
    writeFileSync(path, JSON.stringify(counts));
    return path;
  }

  it('adds up, and names skipped ones only where there are any', () => {
    const total = addTallies([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 0 },
    ]);
    expect(formatTally(total)).toBe('41 passed, 2 failed');
    expect(formatTally({ ...total, skipped: 3 })).toBe('3 skipped\n41 passed, 2 failed');
  });

  it('counts a failure that no test stands for', () => {
    expect(tallyOfVitestReport(report(5, 0, 1), true)).toEqual({ passed: 5, failed: 0, skipped: 1 });
    expect(tallyOfVitestReport(report(5, 0, 0), false)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(tallyOfVitestReport(report(5, 2, 0), false)).toEqual({ passed: 5, failed: 2, skipped: 0 });
  });

  it('counts a missing report as a failure', () => {
    expect(tallyOfVitestReport(join(folder, 'none.json'), true)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
});
