import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { Job, JobProgress } from '@shared/contract/job';
import type { Workbench } from '@shared/contract/workbench';

/** How many jobs are in which state. */
export interface JobCounts {
  readonly running: number;
  readonly waiting: number;
  readonly paused: number;
  readonly blocked: number;
  /** Runs that failed, alone or in a sweep. */
  readonly failed: number;
}

function failedRunsOf(job: Job): number {
  if (job.kind === 'sweep') return job.failedRuns;
  return job.status === 'failed' ? 1 : 0;
}

/** The queue as the page knows it. */
export interface JobStore {
  /** The jobs in the order of the queue. */
  readonly jobs: Readonly<ShallowRef<readonly Job[]>>;
  /** Last progress of each running job. */
  readonly progress: Readonly<ShallowRef<ReadonlyMap<string, JobProgress>>>;
  readonly counts: ComputedRef<JobCounts>;
  /** Longest estimate of the running jobs, in milliseconds; null while unknown. */
  readonly millisecondsLeft: ComputedRef<number | null>;
  /** Asks the workbench for all jobs, after (re)connecting. */
  reload(): Promise<void>;
  /** Takes jobs over from the answer of a call. */
  adopt(jobs: readonly Job[]): void;
}

/** True while the job has not ended; a paused or blocked one has not. */
export function isActive(job: Job): boolean {
  return job.status !== 'done' && job.status !== 'failed' && job.status !== 'cancelled';
}

/** The job store over `workbench`. */
export function createJobStore(workbench: Workbench): JobStore {
  const jobs = shallowRef<readonly Job[]>([]);
  const progress = shallowRef<ReadonlyMap<string, JobProgress>>(new Map());
  /** Dismissed jobs, of which an answer may still be on its way. */
  const gone = new Set<string>();

  function put(job: Job): void {
    if (gone.has(job.id)) return;
    const known = jobs.value.some((other) => other.id === job.id);
    jobs.value = known
      ? jobs.value.map((other) => (other.id === job.id ? job : other))
      : [...jobs.value, job];
    if (!isActive(job) && progress.value.has(job.id)) {
      const rest = new Map(progress.value);
      rest.delete(job.id);
      progress.value = rest;
    }
  }

  /** Puts the jobs in the order the workbench tells; those it does not name were dismissed. */
  function reorder(ids: readonly string[]): void {
    const known = new Map(jobs.value.map((job) => [job.id, job]));
    jobs.value = ids.flatMap((id) => known.get(id) ?? []);
    for (const id of known.keys()) if (!ids.includes(id)) gone.add(id);
  }

  workbench.onEvent((event) => {
    if (event.type === 'job-changed') put(event.job);
    if (event.type === 'queue-changed') reorder(event.jobIds);
    if (event.type === 'job-progress') {
      progress.value = new Map(progress.value).set(event.progress.jobId, event.progress);
    }
  });

  return {
    jobs,
    progress,
    counts: computed(() => ({
      running: jobs.value.filter((job) => job.status === 'running' || job.status === 'cancelling').length,
      waiting: jobs.value.filter((job) => job.status === 'queued').length,
      paused: jobs.value.filter((job) => job.status === 'paused').length,
      blocked: jobs.value.filter((job) => job.status === 'blocked').length,
      failed: jobs.value.reduce((count, job) => count + failedRunsOf(job), 0),
    })),
    millisecondsLeft: computed(() => {
      const runs = [...progress.value.values()].flatMap((report) => report.millisecondsLeft ?? []);
      const sweeps = jobs.value.flatMap((job) => (job.kind === 'sweep' && job.millisecondsLeft) || []);
      const estimates = [...runs, ...sweeps];
      return estimates.length > 0 ? Math.max(...estimates) : null;
    }),
    async reload() {
      jobs.value = await workbench.listJobs();
      progress.value = new Map();
    },
    adopt: (answered) => {
      // An event may have overtaken the answer; what is known already is newer.
      for (const job of answered) if (!jobs.value.some((known) => known.id === job.id)) put(job);
    },
  };
}
