import { readFileSync } from 'node:fs';

/** How many checks passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The tally of nothing. */
export const NO_CHECKS: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The sum of tallies. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    NO_CHECKS,
  );
}

/** A line `N skipped` when any were, then `N passed, N failed`. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  return `${skipped > 0 ? `${skipped} skipped\n` : ''}${passed} passed, ${failed} failed`;
}

/**
 * The tally of vitest's JSON report at `path`. A file that failed to load holds no failed test, and an unhandled error
 * none either: when vitest failed, at least one failure is counted. So is a report that was never written.
 */
export function tallyOfVitestReport(path: string, vitestPassed: boolean): Tally {
  const leastFailed = vitestPassed ? 0 : 1;
  let report: {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  };
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as typeof report;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, leastFailed),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
