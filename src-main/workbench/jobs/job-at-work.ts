import type { Job } from '@shared/contract/job';
import { hasEnded } from './queue-context';

/**
 * Whether a job would be stopped by the end of its session: one that has not ended, be it a run at rest, whose solver has
 * what was computed. A sweep at rest is taken up when its project is opened again.
 */
export function isAtWork(job: Pick<Job, 'kind' | 'status'>): boolean {
  return !hasEnded(job) && !(job.kind === 'sweep' && job.status === 'paused');
}
