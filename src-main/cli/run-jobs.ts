import type { Session } from '@main/workbench/session/session';
import { hasEnded } from '@main/workbench/jobs/queue-context';
import type { Job, JobProgress } from '@shared/contract/job';

/** Why work was stopped before its end. */
export type Stop = 'interrupted' | 'out-of-time';

/** Starts jobs and answers them. */
export type JobStart = () => Promise<readonly Job[]>;

/** What jobs tell while they go on. */
export interface JobListener {
  onJob(job: Job): void;
  onProgress(progress: JobProgress): void;
}

/** Jobs as they ended, in the order in which they were started. */
export interface EndedJobs {
  readonly jobs: readonly Job[];
  /** Null where nothing was stopped. */
  readonly stop: Stop | null;
}

/**
 * Starts jobs one after the other and answers when all have ended. When `stop` resolves, those that have not are cancelled;
 * what they have sealed stays.
 */
export async function runJobs(
  session: Session,
  starts: readonly JobStart[],
  stop: Promise<Stop>,
  listener: JobListener,
): Promise<EndedJobs> {
  const jobs = new Map<string, Job>();
  let stopped: Stop | null = null;
  let wake: () => void = () => undefined;
  const stopListening = session.onEvent((event) => {
    if (event.type === 'job-changed') {
      jobs.set(event.job.id, event.job);
      listener.onJob(event.job);
      wake();
    } else if (event.type === 'job-progress') {
      listener.onProgress(event.progress);
    }
  });
  try {
    const ids: string[] = [];
    for (const start of starts) {
      const started = await start();
      // What an event said of a job meanwhile is newer than the answer.
      for (const job of started) if (!jobs.has(job.id)) jobs.set(job.id, job);
      ids.push(...started.map((job) => job.id));
    }
    const own = (): readonly Job[] => ids.flatMap((id) => jobs.get(id) ?? []);
    void stop.then((reason) => {
      stopped = reason;
      return cancelAll(session, own());
    });
    while (own().some((job) => !hasEnded(job))) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return { jobs: own(), stop: stopped };
  } finally {
    stopListening();
  }
}

async function cancelAll(session: Session, jobs: readonly Job[]): Promise<void> {
  await Promise.allSettled(
    jobs.filter((job) => !hasEnded(job)).map(({ id }) => session.cancelJob({ jobId: id })),
  );
}
