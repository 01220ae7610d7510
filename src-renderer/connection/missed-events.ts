import type { Job } from '@shared/contract/job';
import type { WorkbenchEvent } from '@shared/contract/workbench';

/**
 * What was not heard while the connection was lost, as far as it shows: every job whose state is another now than when it
 * was last heard of, and runs that may have been sealed. Whoever listens takes it like any other news.
 */
export function missedEvents(former: readonly Job[], present: readonly Job[]): readonly WorkbenchEvent[] {
  const statusBefore = new Map(former.map(({ id, status }) => [id, status]));
  const changed = present.filter(({ id, status }) => statusBefore.get(id) !== status);
  return [
    ...changed.map((job): WorkbenchEvent => ({ type: 'job-changed', job })),
    { type: 'runs-changed', after: 0 },
  ];
}
