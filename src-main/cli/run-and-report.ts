import type { Session } from '@main/workbench/session/session';
import type { Job, RunJob, SweepJob } from '@shared/contract/job';
import type { ProjectState } from '@shared/contract/project-state';
import { createJsonLines, jsonLine } from './json-lines';
import { createProgressLine } from './progress-line';
import { runJobs, type JobListener, type JobStart, type Stop } from './run-jobs';
import { formatRunReport, reportedFlowName, reportRuns, reportSweep, type RunReport } from './run-report';

/**
 * Runs jobs in the session's project, tells how they go on (on standard error, or as JSON lines on standard output), and
 * prints the report in the end.
 */
export async function runAndReport(
  session: Session,
  project: ProjectState,
  starts: readonly JobStart[],
  stop: Promise<Stop>,
  json: boolean,
): Promise<RunReport> {
  const listener = listenerOf(project, json);
  const ended = await runJobs(session, starts, stop, listener);
  listener.end?.();
  const report: RunReport = {
    project: project.path,
    runs: reportRuns(project, ended.jobs.filter(isRun), await metasOf(session, ended.jobs.filter(isRun))),
    sweeps: await Promise.all(ended.jobs.filter(isSweep).map((job) => sweepReport(session, job))),
    stop: ended.stop,
  };
  console.log(json ? jsonLine({ event: 'report', ...report }) : formatRunReport(report));
  return report;
}

function listenerOf({ documents }: ProjectState, json: boolean): JobListener & { end?(): void } {
  if (json) return createJsonLines((line) => console.log(line));
  return createProgressLine(process.stderr, (experimentId, flowIndex) => {
    const flow = documents.experiments.find(({ id }) => id === experimentId)?.flows[flowIndex];
    return `${experimentId}, ${reportedFlowName(flow ?? null)}`;
  });
}

const isRun = (job: Job): job is RunJob => job.kind === 'run';
const isSweep = (job: Job): job is SweepJob => job.kind === 'sweep';

async function metasOf(session: Session, jobs: readonly RunJob[]) {
  const finished = jobs.filter(({ status }) => status === 'done');
  const records = await Promise.all(finished.map(({ runId }) => session.readRun({ runId })));
  return records.map(({ meta }) => meta);
}

async function sweepReport(session: Session, job: SweepJob) {
  const { failed } = await session.readSweep({ sweepId: job.sweepId });
  return reportSweep(job, failed);
}
