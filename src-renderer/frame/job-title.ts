import type { Job } from '@shared/contract/job';
import type { ProjectDocuments } from '@shared/model/project';
import { flowTitle } from '../run/flow-names';

/** What a job computes, by the names in the project; the ids of what is no longer there. */
export function jobTitle(job: Job, documents: ProjectDocuments | null): string {
  if (job.kind === 'sweep') {
    return documents?.sweeps.find(({ id }) => id === job.sweepId)?.name ?? job.sweepId;
  }
  const experiment = documents?.experiments.find(({ id }) => id === job.experimentId);
  const flow = experiment?.flows[job.flowIndex];
  return `${experiment?.name ?? job.experimentId} · ${flow ? flowTitle(flow) : `flow ${job.flowIndex + 1}`}`;
}
