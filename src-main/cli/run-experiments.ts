import type { Session } from '@main/workbench/session/session';
import type { Job, JobProgress, RunJob } from '@shared/contract/job';

/** What a run of experiments tells while it goes on. */
export interface RunListener {
  onJob(job: RunJob): void;
  onProgress(progress: JobProgress): void;
}

/**
 * Runs experiments of the session's project and answers their jobs, all ended, in order. When `stop` resolves, the
 * jobs are cancelled; they end soon after.
 */
export async function runExperiments(
  session: Session,
  experimentIds: readonly string[],
  reuse: boolean,
  stop: Promise<void>,
  listener: RunListener,
): Promise<readonly RunJob[]> {
  const jobs = new Map<string, RunJob>();
  let wake: () => void = () => undefined;
  const stopListening = session.onEvent((event) => {
    if (event.type === 'job-changed' && event.job.kind === 'run') {
      jobs.set(event.job.id, event.job);
      listener.onJob(event.job);
      wake();
    } else if (event.type === 'job-progress') {
      listener.onProgress(event.progress);
    }
  });
  try {
    const ids: string[] = [];
    for (const experimentId of experimentIds) {
      const started = await session.startExperiment({ experimentId, reuse });
      // What an event said of a job meanwhile is newer than the answer.
      for (const job of started) if (!jobs.has(job.id)) jobs.set(job.id, job);
      ids.push(...started.map((job) => job.id));
    }
    void stop.then(() => cancelAll(session, [...jobs.values()]));
    while ([...jobs.values()].some((job) => !hasEnded(job))) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return ids.map((id) => jobs.get(id)).filter((job) => job !== undefined);
  } finally {
    stopListening();
  }
}

/** Whether a job will not change any more. */
export function hasEnded(job: Job): boolean {
  return job.status === 'done' || job.status === 'failed' || job.status === 'cancelled';
}

async function cancelAll(session: Session, jobs: readonly Job[]): Promise<void> {
  await Promise.allSettled(
    jobs.filter((job) => !hasEnded(job)).map(({ id }) => session.cancelJob({ jobId: id })),
  );
}
