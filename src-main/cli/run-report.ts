import { asSentence } from '@main/launch/error-text';
import type { JobFailure, RunJob } from '@shared/contract/job';
import type { ProjectState } from '@shared/contract/project-state';
import type { FlowSpec } from '@shared/model/experiment';
import { flowName } from '@shared/figure/flow-name';
import type { FlowEvent, Plateau, RunMeta, RunStatistics, StopReason } from '@shared/model/run';

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

/** What `grassflow run --json` prints. */
export interface RunReport {
  /** Folder of the project that holds the runs. */
  readonly project: string;
  readonly runs: readonly RunSummary[];
}

/** The report on ended jobs from the project they ran in; `metas` are those of its finished runs. */
export function reportRuns(
  project: ProjectState,
  jobs: readonly RunJob[],
  metas: readonly RunMeta[],
): RunReport {
  const metaById = new Map(metas.map((meta) => [meta.runId, meta]));
  return {
    project: project.path,
    runs: jobs.map((job) => {
      const experiment = project.documents.experiments.find(({ id }) => id === job.experimentId);
      const meta = job.status === 'done' ? metaById.get(job.runId) : undefined;
      return {
        experiment: job.experimentId,
        flow: experiment?.flows[job.flowIndex] ?? null,
        status: job.status,
        runId: job.runId,
        failure: job.failure,
        outcome: meta === undefined ? null : outcomeOf(meta),
      };
    }),
  };
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

/** The report as text for a terminal. */
export function formatRunReport(report: RunReport): string {
  const blocks = report.runs.map((run) => [
    `${run.experiment}, ${reportedFlowName(run.flow)}: ${run.status}`,
    ...detailsOf(run),
  ]);
  return [...blocks.flat(), `project: ${report.project}`].join('\n');
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
