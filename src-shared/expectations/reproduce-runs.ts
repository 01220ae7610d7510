import type { Job } from '../contract/job';
import type { Workbench } from '../contract/workbench';
import type { ProjectDocuments } from '../model/project';
import { namedInExpectations } from './collect-runs';

/** Whether a job will not change any more. */
function hasEnded({ status }: Job): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled';
}

/**
 * Computes the runs that the expectations of the open project name: those of experiments again, whose sealed runs must
 * come out with the same numbers, of sweeps what is missing. Answers the jobs once all have ended; when `stop` resolves they
 * are cancelled. `onJobs` hears of every change. Rejects as the calls do.
 */
export async function reproduceRuns(
  workbench: Workbench,
  { expectations }: Pick<ProjectDocuments, 'expectations'>,
  stop: Promise<unknown>,
  onJobs: (jobs: readonly Job[]) => void = () => undefined,
): Promise<readonly Job[]> {
  const jobs = new Map<string, Job>();
  let own: ReadonlySet<string> | null = null;
  let wake = (): void => undefined;
  const ownJobs = (): readonly Job[] => [...jobs.values()].filter(({ id }) => own?.has(id) ?? false);
  const stopListening = workbench.onEvent((event) => {
    if (event.type !== 'job-changed') return;
    jobs.set(event.job.id, event.job);
    if (own?.has(event.job.id)) onJobs(ownJobs());
    wake();
  });
  try {
    const started = await startJobs(workbench, namedInExpectations(expectations));
    // What an event said of a job meanwhile is newer than the answer.
    for (const job of started) if (!jobs.has(job.id)) jobs.set(job.id, job);
    own = new Set(started.map(({ id }) => id));
    onJobs(ownJobs());
    void stop.then(() => cancel(workbench, ownJobs()));
    while (ownJobs().some((job) => !hasEnded(job))) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return ownJobs();
  } finally {
    stopListening();
  }
}

async function startJobs(
  workbench: Workbench,
  { experiments, sweeps }: { readonly experiments: readonly string[]; readonly sweeps: readonly string[] },
): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  for (const experimentId of experiments) {
    jobs.push(...(await workbench.startExperiment({ experimentId, reuse: false })));
  }
  for (const sweepId of sweeps) jobs.push(await workbench.startSweep({ sweepId, rerunFailed: true }));
  return jobs;
}

async function cancel(workbench: Workbench, jobs: readonly Job[]): Promise<void> {
  const going = jobs.filter((job) => !hasEnded(job));
  await Promise.allSettled(going.map(({ id }) => workbench.cancelJob({ jobId: id })));
}
