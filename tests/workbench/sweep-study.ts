import { join } from 'node:path';
import { vi } from 'vitest';
import type { Session } from '@main/workbench/session/session';
import type { Job, SweepJob } from '@shared/contract/job';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { DEFAULT_THRESHOLDS, type ExperimentSpec } from '@shared/model/experiment';
import type { SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';
import { BARE_UI, testServices } from './test-services';

const TARGET: TargetSpec = {
  id: 'target',
  name: 'Target',
  link: { kind: 'hermite', r: 1, terms: [{ beta: [2], c: 1 }] },
};

const EXPERIMENT: ExperimentSpec = {
  id: 'experiment',
  name: 'Experiment',
  targetId: 'target',
  dimension: 100,
  studentWidth: null,
  start: { kind: 'haar', seed: 1 },
  flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
  relativeTolerance: 1e-6,
  horizon: 10,
  thresholds: DEFAULT_THRESHOLDS,
};

/** 2 dimensions × 3 seeds × 2 flows: 12 runs. */
export const SWEEP: SweepSpec = {
  id: 'sweep',
  name: 'Sweep',
  experimentId: 'experiment',
  axes: [{ field: 'experiment.dimension', values: { kind: 'list', values: [100, 1000] } }],
  targetIds: [],
  seeds: { first: 1, count: 3 },
  keep: 'summary',
};

/** A project with a sweep, open in a session, and the events the session has had. */
export interface SweepStudy {
  readonly session: Session;
  readonly path: string;
  readonly events: readonly WorkbenchEvent[];
  /** The session ends; another one opens the project, with solvers of its own where some are given. */
  reopen(changes?: Parameters<typeof testServices>[0]): Promise<SweepStudy>;
}

/** Creates the project with `sweep` in it. */
export async function sweepStudy(
  changes: Parameters<typeof testServices>[0],
  sweep: SweepSpec = SWEEP,
): Promise<SweepStudy> {
  const { services, projects } = await testServices(changes);
  const session = services.openSession(BARE_UI);
  const { path } = await session.createProject({ path: join(projects, 'study'), name: 'Study' });
  await session.saveTarget(TARGET);
  await session.saveExperiment(EXPERIMENT);
  await session.saveSweep(sweep);
  return studyIn(session, path);
}

function studyIn(session: Session, path: string): SweepStudy {
  const events: WorkbenchEvent[] = [];
  session.onEvent((event) => events.push(event));
  return {
    session,
    path,
    events,
    async reopen(changes = {}) {
      await session.dispose();
      const { services } = await testServices(changes);
      const next = services.openSession(BARE_UI);
      const study = studyIn(next, path);
      await next.openProject({ path });
      return study;
    },
  };
}

/** The sweep's job, once `holds` is true of it. */
export async function sweepJob(
  session: Session,
  holds: (job: SweepJob) => boolean = () => true,
): Promise<SweepJob> {
  return vi.waitFor(
    async () => {
      const job = (await session.listJobs()).find(isSweepJob);
      if (job === undefined || !holds(job)) throw new Error(`not yet: ${JSON.stringify(job)}`);
      return job;
    },
    { timeout: 20_000 },
  );
}

function isSweepJob(job: Job): job is SweepJob {
  return job.kind === 'sweep';
}

/** Starts the sweep and waits for its end. */
export async function runSweep(session: Session, rerunFailed = false): Promise<SweepJob> {
  await session.startSweep({ sweepId: 'sweep', rerunFailed });
  return sweepJob(session, ({ endedAt }) => endedAt !== null);
}
