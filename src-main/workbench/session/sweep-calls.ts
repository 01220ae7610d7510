import { WorkbenchError } from '@shared/contract/errors';
import type { SweepEstimate, SweepRuns } from '@shared/contract/sweep';
import type { SweepSpec } from '@shared/model/sweep';
import { planSweep } from '@shared/numerics/sweep/plan-sweep';
import type { JobQueue } from '../jobs/job-queue';
import type { OpenProject } from '../project/project';
import { sweepPoints, type SweepPoints } from '../sweeps/sweep-points';

/** A sweep of the project with its runs. @throws WorkbenchError `not-found`; InvalidInputError when it cannot be run */
export function layOutSweep(
  project: OpenProject,
  sweepId: string,
): { readonly sweep: SweepSpec; readonly points: SweepPoints } {
  const sweep = project.documents.sweeps.find(({ id }) => id === sweepId);
  if (sweep === undefined) {
    throw new WorkbenchError(
      'not-found',
      `There is no sweep "${sweepId}" in this project`,
      'Choose another.',
    );
  }
  return { sweep, points: pointsOf(project, sweep) };
}

/** What a sweep would cost. @throws as `layOutSweep` */
export function estimateSweep(project: OpenProject, sweep: SweepSpec): SweepEstimate {
  const { count, runIds } = pointsOf(project, sweep);
  const sealed = runIds.filter((id) => project.runs.has(id, sweep.keep)).length;
  return { runs: count, sealed, milliseconds: null, bytes: 0 };
}

/** Every run of a sweep and how it stands. @throws as `layOutSweep` */
export function readSweep(project: OpenProject, jobs: JobQueue, sweepId: string): SweepRuns {
  const { sweep, points } = layOutSweep(project, sweepId);
  const sealed = Uint8Array.from(points.runIds, (id) => (project.runs.has(id, sweep.keep) ? 1 : 0));
  return { runIds: points.runIds, sealed, failed: jobs.failedRuns(sweepId) };
}

function pointsOf(project: OpenProject, sweep: SweepSpec): SweepPoints {
  const { experiment } = project.experimentWithTarget(sweep.experimentId);
  return sweepPoints(planSweep(sweep, experiment, project.documents.targets));
}
