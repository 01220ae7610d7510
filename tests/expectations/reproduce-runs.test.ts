import { expect, it } from 'vitest';
import { collectRuns } from '@shared/expectations/collect-runs';
import { judgeStudy } from '@shared/expectations/judge-study';
import { reproduceRuns } from '@shared/expectations/reproduce-runs';
import { runsOfStudy } from '@shared/expectations/runs-of-study';
import type { Job } from '@shared/contract/job';
import type { SweepSpec } from '@shared/model/sweep';
import { BARE_UI, testServices } from '../workbench/test-services';
import { inProcessPool } from '../workbench/solver-pools';

const NEVER = new Promise<never>(() => undefined);

async function openExample(exampleId: string) {
  const { services } = await testServices({ solverPool: inProcessPool(2) });
  const session = services.openSession(BARE_UI);
  const { documents } = await session.openExample({ exampleId });
  return { session, documents };
}

it.each(['tour', 'single-index-times', 'additive-ladder', 'staircase', 'ridge-waiting'])(
  'reproduces the study %s, all of it as expected',
  async (id) => {
    const { session, documents } = await openExample(id);
    const seen: (readonly Job[])[] = [];
    const jobs = await reproduceRuns(session, documents, NEVER, (now) => seen.push(now));
    expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'done'));
    expect(seen.length).toBeGreaterThan(jobs.length);
    const study = runsOfStudy(documents, await collectRuns(session, documents));
    const reports = judgeStudy(documents.expectations, study);
    expect(reports.filter(({ verdict }) => verdict !== 'met')).toEqual([]);
  },
);

it('takes the ensembles that expectations name out of their sweeps', async () => {
  const { session, documents } = await openExample('wide-student');
  const [sweep] = documents.sweeps;
  if (sweep === undefined) throw new Error('no sweep');
  const small: SweepSpec = { ...sweep, seeds: { first: 1, count: 20 } };
  const state = await session.saveSweep(small);
  const before = judgeStudy(
    documents.expectations,
    runsOfStudy(state.documents, await collectRuns(session, state.documents)),
  );
  expect(before.map(({ verdict }) => verdict)).toEqual(before.map(() => 'open'));

  const jobs = await reproduceRuns(session, state.documents, NEVER);
  expect(jobs).toMatchObject([{ kind: 'sweep', status: 'done', runs: 80, sealed: 80 }]);
  const study = runsOfStudy(state.documents, await collectRuns(session, state.documents));
  for (const q of [1, 2, 3, 4]) {
    const where = { field: 'experiment.studentWidth', value: q };
    const { wanted, runs } = study.ensemble({ sweepId: small.id, flow: 0, where });
    expect(wanted).toBe(20);
    expect(runs.map(({ spec }) => spec.studentWidth)).toEqual(Array.from({ length: 20 }, () => q));
  }
  expect(() => study.ensemble({ sweepId: 'gone', flow: 0 })).toThrow('There is no sweep “gone”.');
});

it('cancels what it started when it is stopped', async () => {
  const { session, documents } = await openExample('hidden-ladder');
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolveStop) => (stop = resolveStop));
  const jobs = await reproduceRuns(session, documents, stopped, () => stop());
  expect(jobs.some(({ status }) => status === 'cancelled')).toBe(true);
  expect(jobs.every(({ status }) => status === 'cancelled' || status === 'done')).toBe(true);
});
