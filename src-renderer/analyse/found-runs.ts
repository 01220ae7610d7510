import type { RunRow } from '@shared/contract/run-listing';

/** Runs that a finding leads to. */
export interface FoundRuns {
  /** What they have in common, for example "trapped, planted, d = 1024". */
  readonly title: string;
  readonly runs: readonly RunRow[];
}

/** A run of which something could not be read, and why, as the end of a sentence. */
export interface UnreadRun {
  readonly run: RunRow;
  readonly why: string;
}
