import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Session } from '@main/workbench/session/session';
import type { SweepJob } from '@shared/contract/job';
import { DEFAULT_THRESHOLDS, type ExperimentSpec } from '@shared/model/experiment';
import type { SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';
import { inProcessPool } from './solver-pools';
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

const SWEEP: SweepSpec = {
  id: 'sweep',
  name: 'Sweep',
  experimentId: 'experiment',
  axes: [{ field: 'experiment.dimension', values: { kind: 'list', values: [100, 1000] } }],
  targetIds: [],
  seeds: { first: 1, count: 3 },
  keep: 'summary',
};

async function sessionWithSweep(sweep: SweepSpec = SWEEP): Promise<{ session: Session; path: string }> {
  const { services, projects } = await testServices({ solverPool: inProcessPool() });
  const session = services.openSession(BARE_UI);
  const { path } = await session.createProject({ path: join(projects, 'study'), name: 'Study' });
  await session.saveTarget(TARGET);
  await session.saveExperiment(EXPERIMENT);
  await session.saveSweep(sweep);
  return { session, path };
}

async function ended(session: Session, id: string): Promise<SweepJob> {
  return vi.waitFor(async () => {
    const job = (await session.listJobs()).find((one) => one.id === id);
    if (job?.kind !== 'sweep' || job.endedAt === null) throw new Error('not ended yet');
    return job;
  });
}

describe('a sweep', () => {
  it.each(['summary', 'trajectory'] as const)(
    'seals every run as a %s, found again on opening',
    async (keep) => {
      const { session, path } = await sessionWithSweep({ ...SWEEP, keep });
      const { id } = await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
      expect(await ended(session, id)).toMatchObject({ status: 'done', runs: 12, sealed: 12, failedRuns: 0 });
      const { runs, total } = await session.listRuns({ after: 0, limit: 100 });
      expect(total).toBe(12);
      expect(new Set(runs.map(({ kept }) => kept))).toEqual(new Set([keep]));
      await session.closeProject();
      expect(await session.openProject({ path })).toMatchObject({ runCount: 12, warnings: [] });
      const again = await session.listRuns({ after: 0, limit: 100 });
      const byId = (rows: typeof runs) => [...rows].sort((a, b) => (a.runId < b.runId ? -1 : 1));
      expect(byId(again.runs)).toEqual(byId(runs));
      expect([...(await session.readSweep({ sweepId: 'sweep' })).sealed]).toEqual(Array(12).fill(1));
    },
  );

  it('runs only what is missing when seeds are added', async () => {
    const { session } = await sessionWithSweep();
    await ended(session, (await session.startSweep({ sweepId: 'sweep', rerunFailed: false })).id);
    await session.saveSweep({ ...SWEEP, seeds: { first: 1, count: 4 } });
    expect(await session.estimateSweep({ ...SWEEP, seeds: { first: 1, count: 4 } })).toMatchObject({
      runs: 16,
      sealed: 12,
    });
    const job = await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    expect(job.sealed).toBe(12);
    expect(await ended(session, job.id)).toMatchObject({ status: 'done', runs: 16, sealed: 16 });
  });
});
