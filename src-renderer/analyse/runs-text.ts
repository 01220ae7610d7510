import type { RunRow } from '@shared/contract/run-listing';

/** A text that is the same for the same runs in the same order, and hardly ever for others. */
export function runsText(runs: readonly Pick<RunRow, 'runId'>[]): string {
  let [a, b] = [0x811c9dc5, 0];
  for (const { runId } of runs) {
    const part = parseInt(runId.slice(0, 8), 16) | 0;
    a = Math.imul(a ^ part, 0x01000193);
    b = (Math.imul(b, 31) + part) | 0;
  }
  return `${runs.length} ${a >>> 0} ${b >>> 0}`;
}
