import type { Session } from '@main/workbench/session/session';
import { pointsOfPart, someOfSweep, type SweepPart } from '@main/workbench/sweeps/sweep-part';
import { findSweep } from '@main/workbench/sweeps/sweep-library';
import { openPartProject, seePartProjects, seeProject, takeDocuments } from './part-projects';
import { runAndReport } from './run-and-report';
import type { Stop } from './run-jobs';
import type { RunReport } from './run-report';

/** One of many parts of a sweep that processes compute at the same time, on one machine or on many. */
export interface PartRequest {
  /** Folder of the project, which is only looked at. */
  readonly project: string;
  readonly sweepId: string;
  readonly part: SweepPart;
  /** Folder for the projects that take the runs, one for each part. */
  readonly into: string;
  readonly json: boolean;
}

/**
 * Runs what is missing of a part of a sweep into a project of its own. Runs that are sealed, in the project or by former
 * attempts at the part, are not computed again.
 */
export async function runPart(
  session: Session,
  request: PartRequest,
  stop: Promise<Stop>,
): Promise<RunReport> {
  const { project, sweepId, part, into } = request;
  const whole = await seeProject(project);
  findSweep(whole.documents, sweepId);
  const own = await openPartProject(session, into, part);
  const elsewhere = [whole, ...(await seePartProjects(into, part)).filter(({ path }) => path !== own.path)];
  await takeDocuments(session, own, whole.documents, sweepId);
  const points = await session.sweepPoints(sweepId);
  const ofPart = pointsOfPart(points.count, part);
  const some = someOfSweep(
    points,
    (point, runId) => ofPart.has(point) && !elsewhere.some(({ runs }) => runs.has(runId, points.keep)),
  );
  const start = async () => [await session.startSomeOfSweep(sweepId, some)];
  return runAndReport(session, own, [start], stop, request.json);
}
