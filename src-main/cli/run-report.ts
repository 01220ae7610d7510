import { asSentence } from '@main/launch/error-text';
import type { JobFailure, RunJob, SweepJob } from '@shared/contract/job';
import type { ProjectState } from '@shared/contract/project-state';
import type { FailedRun } from '@shared/contract/sweep';
import type { FlowSpec } from '@shared/model/experiment';
import { flowName } from '@shared/figure/flow-name';
import type { FlowEvent, Plateau, RunMeta, RunStatistics, StopReason } from '@shared/model/run';
import type { Stop } from './run-jobs';

/** How one flow of an experiment ended. The second part is null unless its run is finished. */
export interface RunSummary {
  readonly experiment: string;
  readonly flow: FlowSpec | null;
  readonly status: RunJob['status'];
  readonly runId: string;
  readonly failure: JobFailure | null;
  readonly outcome: {
    readonly stopReason: StopReason;
    readonly reached: number;
    readonly initialLoss: number;
    readonly finalLoss: number;
    readonly finalSingularValues: readonly number[];
    readonly statistics: RunStatistics;
    readonly events: readonly FlowEvent[];
    readonly plateaus: readonly Plateau[];
  } | null;
}

/** How a sweep stands. */
export interface SweepSummary {
  readonly sweep: string;
  readonly status: SweepJob['status'];
  /** Runs of the sweep, or of the part that was asked for. */
  readonly runs: number;
  readonly sealed: number;
  readonly failed: readonly { readonly runId: string; readonly failure: JobFailure }[];
}

/** What `grassflow run` has to say in the end. */
export interface RunReport {
  /** Folder of the project that holds the runs. */
  readonly project: string;
  readonly runs: readonly RunSummary[];
  readonly sweeps: readonly SweepSummary[];
  /** Why work was stopped before its end; null where it was not. */
  readonly stop: Stop | null;
}

/** The report on ended runs of experiments; `metas` are those of the finished ones. */
export function reportRuns(
  { documents }: ProjectState,
  jobs: readonly RunJob[],
  metas: readonly RunMeta[],
): readonly RunSummary[] {
  const metaById = new Map(metas.map((meta) => [meta.runId, meta]));
  return jobs.map((job) => {
    const experiment = documents.experiments.find(({ id }) => id === job.experimentId);
    const meta = job.status === 'done' ? metaById.get(job.runId) : undefined;
    return {
      experiment: job.experimentId,
      flow: experiment?.flows[job.flowIndex] ?? null,
      status: job.status,
      runId: job.runId,
      failure: job.failure,
      outcome: meta === undefined ? null : outcomeOf(meta),
    };
  });
}

/** The report on an ended sweep and the runs of it that failed. */
export function reportSweep(job: SweepJob, failed: readonly FailedRun[]): SweepSummary {
  const { sweepId: sweep, status, runs, sealed } = job;
  return { sweep, status, runs, sealed, failed: failed.map(({ runId, failure }) => ({ runId, failure })) };
}

function outcomeOf(meta: RunMeta): RunSummary['outcome'] {
  const { stopReason, reached, initialLoss, finalLoss, finalSingularValues, statistics, events, plateaus } =
    meta;
  return { stopReason, reached, initialLoss, finalLoss, finalSingularValues, statistics, events, plateaus };
}

/** Name of a flow for people; null for one that is no longer in its experiment. */
export function reportedFlowName(flow: FlowSpec | null): string {
  return flow === null ? 'unknown flow' : flowName(flow);
}

/** Failed runs of a sweep that a terminal is told one by one. */
const MOST_FAILURES_TOLD = 10;

/** The report as text for a terminal. */
export function formatRunReport(report: RunReport): string {
  const blocks = report.runs.map((run) => [
    `${run.experiment}, ${reportedFlowName(run.flow)}: ${run.status}`,
    ...detailsOf(run),
  ]);
  return [
    ...blocks.flat(),
    ...report.sweeps.flatMap(sweepLines),
    ...(report.stop === 'out-of-time' ? ['out of time: run again for what is missing'] : []),
    `project: ${report.project}`,
  ].join('\n');
}

function sweepLines({ sweep, status, runs, sealed, failed }: SweepSummary): readonly string[] {
  const rest = failed.length - MOST_FAILURES_TOLD;
  return [
    `${sweep}: ${status}, ${sealed} of ${runs} runs sealed, ${failed.length} failed`,
    ...failed
      .slice(0, MOST_FAILURES_TOLD)
      .map(({ runId, failure }) => `  ${runId.slice(0, 12)} ${asSentence(failure.message)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

function detailsOf({ failure, outcome }: RunSummary): string[] {
  if (failure !== null) {
    return [
      `  ${asSentence(failure.message)} ${asSentence(failure.remedy)}`,
      ...indented(failure.outputTail),
    ];
  }
  if (outcome === null) return [];
  const { reached, initialLoss, finalLoss, statistics, events, plateaus } = outcome;
  const escapes = events.filter((event) => event.kind === 'overlap-crossing' && event.direction === 'up');
  return [
    `  loss ${initialLoss.toPrecision(6)} → ${finalLoss.toPrecision(6)} at t = ${reached.toExponential(3)} (${outcome.stopReason})`,
    `  steps ${statistics.acceptedSteps} accepted, ${statistics.rejectedSteps} rejected`,
    `  escapes at t = ${escapes.length === 0 ? 'none' : escapes.map(({ t }) => t.toExponential(4)).join(', ')}`,
    ...plateaus.map(
      ({ from, to, loss, rank, open }) =>
        `  plateau of rank ${rank}, loss ${loss.toPrecision(6)}: t = ${from.toExponential(3)} … ${open ? 'end' : to.toExponential(3)}`,
    ),
  ];
}

function indented(text: string): string[] {
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${line}`);
}
