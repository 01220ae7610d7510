import type { HermiteTerm } from '../model/link';
import type { RunMeta, RunSpec } from '../model/run';
import type { KeptOfRun } from '../model/sweep';

/** What a sealed run says of itself; its link is named, because thousands of runs share one. */
export interface RunRow extends Omit<RunMeta, 'spec' | 'schema'> {
  readonly spec: Omit<RunSpec, 'link'>;
  /** Key of its link in `RunListing.links`. */
  readonly linkId: string;
  readonly kept: KeptOfRun;
}

/** A link as runs name it: a canonical Hermite table. */
export interface ListedLink {
  readonly r: number;
  readonly terms: readonly HermiteTerm[];
}

/** A stretch of the project's sealed runs, in the order in which they were sealed or found. */
export interface RunListing {
  readonly runs: readonly RunRow[];
  /** Links that these runs name. */
  readonly links: Readonly<Record<string, ListedLink>>;
  /** Cursor after the last of `runs`. */
  readonly next: number;
  /** Number of sealed runs in the project. */
  readonly total: number;
}
