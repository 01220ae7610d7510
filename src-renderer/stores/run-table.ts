import { shallowRef, watch, type ShallowRef } from 'vue';
import type { ListedLink, RunRow } from '@shared/contract/run-listing';
import type { Session } from './session';

/** What the sealed runs of the open project say of themselves; plain data, outside of deep reactivity. */
export interface RunTable {
  /** All runs read so far, in the order in which they were sealed. A new array whenever there are more. */
  readonly rows: Readonly<ShallowRef<readonly RunRow[]>>;
  /** Number of sealed runs in the project: more than `rows` while they are being read. */
  readonly total: Readonly<ShallowRef<number>>;
  /** The link of a run read; undefined for a linkId that no run has. */
  link(linkId: string): ListedLink | undefined;
}

/** Runs asked for at once: a page of about a megabyte. */
const PAGE = 1000;

/** The run table of a session, read page by page and kept up to date. */
export function createRunTable(
  session: Pick<Session, 'workbench' | 'project' | 'connection' | 'notices'>,
): RunTable {
  const { workbench, project, connection, notices } = session;
  const rows = shallowRef<readonly RunRow[]>([]);
  const total = shallowRef(0);
  let links = new Map<string, ListedLink>();
  let cursor = 0;
  /** Number of the project opening that is being read: answers to an older one are dropped. */
  let opening = 0;
  let reading = false;
  let wanted = false;

  async function read(): Promise<void> {
    wanted = true;
    if (reading) return;
    reading = true;
    while (wanted) {
      wanted = false;
      try {
        await readRest(opening);
      } catch (error) {
        notices.showError(error);
      }
    }
    reading = false;
  }

  async function readRest(of: number): Promise<void> {
    for (;;) {
      const page = await workbench.listRuns({ after: cursor, limit: PAGE });
      if (of !== opening) return;
      total.value = page.total;
      if (page.runs.length === 0) return;
      for (const [id, link] of Object.entries(page.links)) links.set(id, link);
      cursor = page.next;
      rows.value = [...rows.value, ...page.runs];
      if (rows.value.length >= page.total) return;
    }
  }

  watch(
    [() => project.state.value?.path, () => connection.value.kind === 'open'] as const,
    ([path, open]) => {
      opening++;
      cursor = 0;
      links = new Map();
      rows.value = [];
      total.value = 0;
      if (path !== undefined && open) void read();
    },
    { immediate: true },
  );

  workbench.onEvent((event) => {
    if (event.type === 'runs-changed') void read();
  });

  return { rows, total, link: (linkId) => links.get(linkId) };
}
