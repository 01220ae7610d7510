import type { RunListing } from '../contract/run-listing';
import type { WorkbenchCalls } from '../contract/workbench';

/** Runs asked for at once: a page of about a megabyte. */
const PAGE = 1000;

/** All sealed runs of the open project, page by page. Rejects as the call does. */
export async function* runPages(calls: Pick<WorkbenchCalls, 'listRuns'>): AsyncGenerator<RunListing> {
  for (let after = 0; ;) {
    const page = await calls.listRuns({ after, limit: PAGE });
    if (page.runs.length === 0) return;
    yield page;
    after = page.next;
  }
}
