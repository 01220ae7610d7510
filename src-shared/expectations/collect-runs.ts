import type { JobFailure } from '../contract/job';
import type { RunListing } from '../contract/run-listing';
import type { WorkbenchCalls } from '../contract/workbench';
import { runPages } from '../ensembles/run-pages';
import type { ProjectDocuments } from '../model/project';
import type { ExpectedValue, Expectations } from '../model/expectation';

/** The runs that the expectations of a project need, as plain data: can be sent to a worker. */
export interface CollectedRuns {
  /** Ids of the runs of an experiment's flows, by experiment; null where one is not sealed. */
  readonly experiments: Readonly<Record<string, readonly (string | null)[]>>;
  /** Ids of the runs of a sweep's points, by sweep. */
  readonly sweeps: Readonly<Record<string, readonly string[]>>;
  /** Why runs of the sweeps could not be computed. */
  readonly failures: readonly JobFailure[];
  readonly runs: RunListing['runs'];
  readonly links: RunListing['links'];
}

/** Experiments and sweeps that expectations name, each once. */
export function namedInExpectations(expectations: Expectations): {
  readonly experiments: readonly string[];
  readonly sweeps: readonly string[];
} {
  const experiments = new Set<string>();
  const sweeps = new Set<string>();
  for (const { value } of expectations) {
    for (const { experimentId } of runsNamed(value)) experiments.add(experimentId);
    if ('ensemble' in value) sweeps.add(value.ensemble.sweepId);
  }
  return { experiments: [...experiments], sweeps: [...sweeps] };
}

function runsNamed(value: ExpectedValue): readonly { readonly experimentId: string }[] {
  if ('run' in value) return [value.run];
  return value.kind === 'growth' ? value.runs : [];
}

/** Collects what is sealed of the runs that a project's expectations name. Rejects as the calls do. */
export async function collectRuns(
  calls: Pick<WorkbenchCalls, 'findRuns' | 'readSweep' | 'listRuns'>,
  { expectations, experiments, sweeps }: ProjectDocuments,
): Promise<CollectedRuns> {
  const named = namedInExpectations(expectations);
  const found: Record<string, readonly (string | null)[]> = {};
  for (const { id } of experiments.filter((one) => named.experiments.includes(one.id))) {
    found[id] = await calls.findRuns({ experimentId: id });
  }
  const points: Record<string, readonly string[]> = {};
  const failures: JobFailure[] = [];
  for (const { id } of sweeps.filter((one) => named.sweeps.includes(one.id))) {
    const { runIds, failed } = await calls.readSweep({ sweepId: id });
    points[id] = runIds;
    failures.push(...failed.map(({ failure }) => failure));
  }
  const wanted = new Set([...Object.values(found), ...Object.values(points)].flat());
  const runs: RunListing['runs'][number][] = [];
  const links: Record<string, RunListing['links'][string]> = {};
  for await (const page of runPages(calls)) {
    runs.push(...page.runs.filter(({ runId }) => wanted.has(runId)));
    Object.assign(links, page.links);
  }
  return { experiments: found, sweeps: points, failures, runs, links };
}
