import { shallowRef, type ShallowRef } from 'vue';
import type { Job } from '@shared/contract/job';
import type { Workbench } from '@shared/contract/workbench';
import { formatCount, formatDuration } from '@shared/number-text/format-number';
import { isActive, type JobStore } from './jobs';

/** A run shorter than this ends under the eyes of whoever started it; a sweep is told of always. */
const LONG_WORK = 5000;
/** How long the notice stays, in milliseconds. */
const SHOWN_FOR = 60_000;

/** A sentence when a sweep or long work has ended and nothing else goes on; null otherwise. It goes away by itself. */
export function createFinishNotice(
  workbench: Pick<Workbench, 'onEvent'>,
  jobs: Pick<JobStore, 'jobs'>,
  titleOf: (job: Job) => string,
): Readonly<ShallowRef<string | null>> {
  const notice = shallowRef<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first of the jobs that go on began. */
  let since: number | null = null;

  workbench.onEvent((event) => {
    if (event.type !== 'job-changed') return;
    const { job } = event;
    if (isActive(job)) {
      since ??= job.startedAt;
      if (job.status === 'running') notice.value = null;
      return;
    }
    if (jobs.jobs.value.some((other) => isActive(other) && other.status !== 'paused')) return;
    const took = since === null || job.endedAt === null ? 0 : job.endedAt - since;
    since = null;
    if (job.status === 'cancelled' || (job.kind === 'run' && took < LONG_WORK)) return;
    const ended = job.status === 'failed' ? 'failed' : `is finished${runsInWords(job)}`;
    notice.value = `${titleOf(job)} ${ended} after ${formatDuration(took)}.`;
    clearTimeout(timer);
    timer = setTimeout(() => (notice.value = null), SHOWN_FOR);
  });

  return notice;
}

/** How many runs of a sweep are there; nothing for a single run. */
function runsInWords(job: Job): string {
  if (job.kind === 'run') return '';
  const failed = job.failedRuns > 0 ? `, ${formatCount(job.failedRuns)} failed (why: Compare, Sweeps),` : '';
  return `: ${formatCount(job.sealed)} of ${formatCount(job.runs)} runs${failed}`;
}
