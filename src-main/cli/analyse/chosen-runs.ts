import type { Session } from '@main/workbench/session/session';
import type { ListedLink, RunRow } from '@shared/contract/run-listing';
import { leftOutRuns, type LeftOutRuns } from '@shared/ensembles/left-out';
import { runPages } from '@shared/ensembles/run-pages';

/** What is sealed in a project. */
export interface SealedRuns {
  readonly rows: readonly RunRow[];
  readonly links: ReadonlyMap<string, ListedLink>;
}

/** Reads what the sealed runs of the open project say of themselves. */
export async function readSealedRuns(session: Session): Promise<SealedRuns> {
  const rows: RunRow[] = [];
  const links = new Map<string, ListedLink>();
  for await (const page of runPages(session)) {
    for (const row of page.runs) rows.push(row);
    for (const [id, link] of Object.entries(page.links)) links.set(id, link);
  }
  return { rows, links };
}

/** Runs of sweeps, and those that are not there. */
export interface RunsOfSweeps {
  readonly rows: readonly RunRow[];
  readonly missing: readonly LeftOutRuns[];
}

/** The sealed runs of sweeps, of all runs where none is named, and why others are missing. */
export async function runsOfSweeps(
  session: Session,
  sweepIds: readonly string[],
  sealed: SealedRuns,
): Promise<RunsOfSweeps> {
  if (sweepIds.length === 0) return { rows: sealed.rows, missing: [] };
  const known = new Set(sealed.rows.map(({ runId }) => runId));
  const chosen = new Set<string>();
  const missing: { why: string; runId: string }[] = [];
  for (const sweepId of sweepIds) {
    const { runIds, failed } = await session.readSweep({ sweepId });
    const failures = new Map(failed.map(({ runId, failure }) => [runId, failure.message]));
    for (const runId of runIds) {
      chosen.add(runId);
      if (known.has(runId)) continue;
      const failure = failures.get(runId);
      const why = failure === undefined ? 'not computed yet' : `failed: ${failure}`;
      missing.push({ why: `${sweepId}: ${why}`, runId });
    }
  }
  return { rows: sealed.rows.filter(({ runId }) => chosen.has(runId)), missing: leftOutRuns(missing) };
}
