import type { RunListing, RunRow } from '@shared/contract/run-listing';
import type { RunMeta } from '@shared/model/run';
import type { KeptOfRun } from '@shared/model/sweep';
import { LinkTable, type RunLink } from './link-table';
import { namedLinkText, withLink, type NamedLinkMeta } from './named-link-meta';

interface KnownRun {
  readonly runId: string;
  readonly kept: KeptOfRun;
  /** See `namedLinkText`: as text ten thousand runs take little memory. */
  readonly text: string;
}

/**
 * The sealed runs of a project, in the order in which they were sealed or found. A run with curves takes the place of
 * its summary and comes at the end again.
 */
export class RunRegistry {
  /** Null where a summary was superseded, or a run deleted. */
  readonly #runs: (KnownRun | null)[] = [];
  readonly #positions = new Map<string, number>();
  readonly #links = new LinkTable();

  /** Number of sealed runs. */
  get count(): number {
    return this.#positions.size;
  }

  /** Cursor after the last run. */
  get end(): number {
    return this.#runs.length;
  }

  /** Whether the run is sealed, with its curves where `kept` asks for them. */
  has(runId: string, kept: KeptOfRun): boolean {
    const run = this.#find(runId);
    return run !== null && (kept === 'summary' || run.kept === 'trajectory');
  }

  /** What is kept of a run; null when it is not sealed. */
  kept(runId: string): KeptOfRun | null {
    return this.#find(runId)?.kept ?? null;
  }

  /**
   * Notes a sealed run. False when the same run is known with another outcome: the first one stays.
   */
  add(meta: RunMeta, kept: KeptOfRun): boolean {
    const text = namedLinkText(meta);
    const former = this.#find(meta.runId);
    if (former !== null && former.text !== text) return false;
    if (former !== null && (former.kept === kept || former.kept === 'trajectory')) return true;
    if (former !== null) this.#runs[this.#positions.get(meta.runId) ?? 0] = null;
    this.#links.add(meta.spec.link);
    this.#positions.set(meta.runId, this.#runs.length);
    this.#runs.push({ runId: meta.runId, kept, text });
    return true;
  }

  /** Forgets every run. Cursors go on from where they are. */
  clear(): void {
    this.#runs.fill(null);
    this.#positions.clear();
  }

  /** What a sealed run says about itself; null when it is not sealed. */
  meta(runId: string): RunMeta | null {
    const run = this.#find(runId);
    if (run === null) return null;
    const named = JSON.parse(run.text) as NamedLinkMeta;
    return withLink(named, this.#linkOf(named));
  }

  /** The runs from cursor `after` on, `limit` at most. */
  list(after: number, limit: number): RunListing {
    const end = Math.min(this.#runs.length, after + limit);
    const runs: RunRow[] = [];
    const links: Record<string, RunLink> = {};
    for (const run of this.#runs.slice(after, end)) {
      if (run === null) continue;
      const row = JSON.parse(run.text) as NamedLinkMeta;
      runs.push({ ...row, kept: run.kept });
      links[row.linkId] = this.#linkOf(row);
    }
    return { runs, links, next: end, total: this.count };
  }

  #find(runId: string): KnownRun | null {
    const position = this.#positions.get(runId);
    return position === undefined ? null : (this.#runs[position] ?? null);
  }

  #linkOf({ linkId }: Pick<NamedLinkMeta, 'linkId'>): RunLink {
    const link = this.#links.get(linkId);
    if (link === undefined) throw new Error(`the link ${linkId} of a known run is missing`);
    return link;
  }
}
