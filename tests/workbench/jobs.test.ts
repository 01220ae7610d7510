import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { SolverEnd } from '@main/solver-pool/solver-pool';
import { millisecondsLeft } from '@main/workbench/jobs/time-left';
import type { Session } from '@main/workbench/session/session';
import type { Job } from '@shared/contract/job';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { DEFAULT_THRESHOLDS, type ExperimentSpec } from '@shared/model/experiment';
import type { RunSamples, RunSpec, StopReason } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import { fullFileSystem } from '../files/failing-file-system';
import { EXAMPLE_OUTCOME } from './example-run';
import { directedPool, inProcessPool } from './solver-pools';
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
  start: { kind: 'explicit', overlap: [[0.1]] },
  flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
  relativeTolerance: 1e-9,
  horizon: 1e3,
  thresholds: DEFAULT_THRESHOLDS,
};

/** A session with a project that can be run, and the events it has had. */
async function session(
  changes: Parameters<typeof testServices>[0] = {},
): Promise<{ session: Session; events: WorkbenchEvent[]; folder: string }> {
  const { services, projects } = await testServices(changes);
  const opened = services.openSession(BARE_UI);
  const events: WorkbenchEvent[] = [];
  opened.onEvent((event) => events.push(event));
  await opened.createProject({ path: join(projects, 'study'), name: 'Study' });
  await opened.saveTarget(TARGET);
  await opened.saveExperiment(EXPERIMENT);
  return { session: opened, events, folder: projects };
}

/** Two samples of a run with r = q = 1. */
function samples(value: number): RunSamples {
  const numbers = new Float64Array(2).fill(value);
  return { t: numbers, loss: numbers, gradientNorm: numbers, singularValues: numbers, overlap: numbers };
}

/** An end as a solver reports it. */
function finished(stopReason: StopReason = 'horizon', value = 0.5): SolverEnd {
  return { kind: 'finished', outcome: { ...EXAMPLE_OUTCOME, stopReason }, samples: samples(value) };
}

async function ended(opened: Session, id: string | undefined): Promise<Job> {
  return vi.waitFor(async () => {
    const job = (await opened.listJobs()).find((one) => one.id === id);
    if (job === undefined || job.endedAt === null) throw new Error('not ended yet');
    return job;
  });
}

describe('jobs with the real engine', () => {
  it('run both flows of an experiment, seal them, and reuse them', async () => {
    const { session: opened, events } = await session({ solverPool: inProcessPool() });
    const jobs = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    expect(jobs.map(({ flowIndex }) => flowIndex)).toEqual([0, 1]);
    for (const { id } of jobs)
      expect(await ended(opened, id)).toMatchObject({ status: 'done', failure: null });
    const [planted, twoTimescale] = await Promise.all(jobs.map(({ runId }) => opened.readRun({ runId })));
    // Both flows start from the one M(0), and h₂ from m = 0.1 is learned by both.
    expect([planted?.samples.overlap[0], twoTimescale?.samples.overlap[0]]).toEqual([0.1, 0.1]);
    expect(planted?.meta.finalSingularValues[0]).toBeCloseTo(1, 8);
    expect(twoTimescale?.meta.finalSingularValues[0]).toBeCloseTo(1, 8);
    const changes = events.flatMap((event) =>
      event.type === 'project-changed' ? [event.project.runCount] : [],
    );
    expect(changes).toEqual([1, 2]);
    // Whoever lists the runs is told of each.
    expect(events.filter(({ type }) => type === 'runs-changed')).toHaveLength(2);
    const again = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    expect(again.map(({ status }) => status)).toEqual(['done', 'done']);
    const anew = await opened.startExperiment({ experimentId: 'experiment', reuse: false });
    expect(anew.map(({ status }) => status)).toEqual(['queued', 'queued']);
    // Computed again and found equal to what is sealed.
    for (const { id } of anew) expect(await ended(opened, id)).toMatchObject({ status: 'done' });
  });
});

describe('the course of a job', () => {
  it('goes from queued to running to done, with progress and the time left', async () => {
    const solverPool = directedPool();
    const { session: opened, events } = await session({ solverPool });
    const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    const task = solverPool.tasks[0];
    task?.start();
    const progress = { t: 10, loss: 0.4, acceptedSteps: 5, rejectedSteps: 0, newSamples: samples(0.4) };
    task?.report(progress);
    task?.finish(finished());
    expect(await ended(opened, job?.id)).toMatchObject({ status: 'done', startedAt: expect.any(Number) });
    const seen = events.flatMap((event): unknown[] =>
      event.type === 'job-changed' && event.job.id === job?.id
        ? [event.job.status]
        : event.type === 'job-progress'
          ? [event.progress]
          : event.type === 'project-changed'
            ? ['sealed']
            : [],
    );
    expect(seen).toEqual([
      'queued',
      'running',
      {
        jobId: job?.id,
        experimentId: 'experiment',
        flowIndex: 0,
        progress,
        millisecondsLeft: expect.any(Number),
      },
      'sealed',
      'done',
    ]);
  });

  it('does not count a rest as work when it tells the time left', async () => {
    const solverPool = directedPool();
    const { session: opened, events } = await session({ solverPool });
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    try {
      const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
      const jobId = job?.id ?? '';
      const task = solverPool.tasks[0];
      task?.start();
      clock.mockReturnValue(1000);
      const progress = { t: 10, loss: 0.4, acceptedSteps: 5, rejectedSteps: 0, newSamples: samples(0.4) };
      task?.report(progress);
      await opened.pauseJob({ jobId });
      clock.mockReturnValue(1e7);
      await opened.resumeJob({ jobId });
      task?.report(progress);
      const left = events.flatMap((event) =>
        event.type === 'job-progress' ? [event.progress.millisecondsLeft] : [],
      );
      expect(left).toHaveLength(2);
      expect(left[0]).toBeGreaterThan(0);
      expect(left[1]).toBe(left[0]);
    } finally {
      clock.mockRestore();
    }
  });

  it('is shared by two presses of Run', async () => {
    const solverPool = directedPool();
    const { session: opened } = await session({ solverPool });
    const first = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    const second = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(solverPool.tasks).toHaveLength(2);
  });

  it.each<[string, SolverEnd, Partial<Job['failure']>]>([
    [
      'lost',
      { kind: 'failed', reason: 'lost', message: 'The process ended.', outputTail: 'tail' },
      { reason: 'lost', message: 'The process ended.', outputTail: 'tail' },
    ],
    [
      'killed',
      { kind: 'failed', reason: 'killed', message: 'Killed.', outputTail: '' },
      { reason: 'killed' },
    ],
    [
      'out of steps',
      finished('step-budget'),
      { reason: 'error', message: expect.stringContaining('step budget') },
    ],
    ['not finite', finished('not-finite'), { reason: 'error', message: expect.stringContaining('NaN') }],
    ['stuck', finished('step-too-small'), { reason: 'error', message: expect.stringContaining('step size') }],
  ])('ends as failed, with reason and remedy, when the solver is %s', async (_, end, failure) => {
    const solverPool = directedPool();
    const { session: opened } = await session({ solverPool });
    const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    solverPool.tasks[0]?.finish(end);
    const { status, failure: found } = await ended(opened, job?.id);
    expect([status, found]).toEqual(['failed', expect.objectContaining(failure ?? {})]);
    expect(found?.remedy).toMatch(/\w.*\.$/);
    // The other flow is not touched by it.
    solverPool.tasks[1]?.finish(finished());
    expect(await ended(opened, (await opened.listJobs())[1]?.id)).toMatchObject({ status: 'done' });
  });

  it('ends as failed when the disk is full (simulated), and can be run again', async () => {
    const solverPool = directedPool();
    let isFull = false;
    const { session: opened } = await session({ solverPool, fileSystem: fullFileSystem(() => isFull) });
    const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    isFull = true;
    solverPool.tasks[0]?.finish(finished());
    expect(await ended(opened, job?.id)).toMatchObject({
      status: 'failed',
      failure: { reason: 'storage', message: expect.stringContaining('disk is full') },
    });
    isFull = false;
    const [again] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    solverPool.tasks.at(-1)?.finish(finished());
    expect(await ended(opened, again?.id)).toMatchObject({ status: 'done' });
  });

  it('ends as failed when the numbers differ from the sealed run', async () => {
    const solverPool = directedPool();
    const { session: opened } = await session({ solverPool });
    const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    solverPool.tasks[0]?.finish(finished('horizon', 0.5));
    await ended(opened, job?.id);
    const [again] = await opened.startExperiment({ experimentId: 'experiment', reuse: false });
    solverPool.tasks.at(-1)?.finish(finished('horizon', 0.6));
    expect(await ended(opened, again?.id)).toMatchObject({
      status: 'failed',
      failure: { reason: 'error', message: expect.stringContaining('not reproducible') },
    });
  });

  it('ends as cancelled when it is cancelled, and stays so', async () => {
    const solverPool = directedPool();
    const { session: opened } = await session({ solverPool });
    const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    const jobId = job?.id ?? '';
    await opened.cancelJob({ jobId });
    expect(solverPool.tasks.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    solverPool.tasks[0]?.start();
    expect((await opened.listJobs())[0]).toMatchObject({ status: 'cancelling' });
    // Run pressed again at once is a new job, not the one that is about to end.
    const [anew] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    expect([anew?.id === jobId, anew?.status]).toEqual([false, 'queued']);
    solverPool.tasks[0]?.finish({ kind: 'cancelled' });
    expect(await ended(opened, jobId)).toMatchObject({ status: 'cancelled', failure: null });
    await opened.cancelJob({ jobId });
    expect((await opened.listJobs())[0]).toMatchObject({ status: 'cancelled' });
    await expect(opened.cancelJob({ jobId: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is not started for an experiment that cannot run: every problem is named', async () => {
    const solverPool = directedPool();
    const { session: opened } = await session({ solverPool });
    await opened.saveExperiment({ ...EXPERIMENT, horizon: 0, dimension: 1 });
    await expect(opened.startExperiment({ experimentId: 'experiment', reuse: true })).rejects.toMatchObject({
      code: 'invalid-input',
      problems: expect.arrayContaining([expect.objectContaining({ field: 'horizon' })]),
    });
    await expect(opened.startExperiment({ experimentId: 'gone', reuse: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(solverPool.tasks).toEqual([]);
  });
});

describe('jobs and projects', () => {
  it('seal into the copy after Save as', async () => {
    const solverPool = directedPool();
    const { session: opened, folder } = await session({ solverPool });
    const [job] = await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    await opened.saveProjectAs({ path: join(folder, 'copy') });
    solverPool.tasks[0]?.finish(finished());
    await ended(opened, job?.id);
    const copy = await opened.restoreProject();
    expect(copy).toMatchObject({ path: join(folder, 'copy.grassflow'), runCount: 1 });
    expect((await opened.listRuns({ after: 0, limit: 9 })).runs).toMatchObject([{ runId: job?.runId }]);
    expect((await opened.openProject({ path: join(folder, 'study.grassflow') })).runCount).toBe(0);
  });

  it('are cancelled and write nothing when their project is closed', async () => {
    const solverPool = directedPool();
    const { session: opened, events, folder } = await session({ solverPool });
    await opened.startExperiment({ experimentId: 'experiment', reuse: true });
    await opened.closeProject();
    expect(solverPool.tasks.map(({ cancelled }) => cancelled)).toEqual([true, true]);
    const before = events.length;
    for (const task of solverPool.tasks) task.finish(finished());
    await expect(opened.startExperiment({ experimentId: 'experiment', reuse: true })).rejects.toMatchObject({
      code: 'no-project',
    });
    expect(await opened.listJobs()).toEqual([]);
    expect((await opened.openProject({ path: join(folder, 'study.grassflow') })).runCount).toBe(0);
    expect(events).toHaveLength(before);
  });

  it('are not started in a project that is read-only', async () => {
    const { services, projects } = await testServices();
    const [first, second] = [services.openSession(BARE_UI), services.openSession(BARE_UI)];
    const { path } = await first.createProject({ path: join(projects, 'study'), name: 'Study' });
    await second.openProject({ path });
    await expect(second.startExperiment({ experimentId: 'experiment', reuse: true })).rejects.toMatchObject({
      code: 'read-only',
    });
  });
});

describe('millisecondsLeft', () => {
  const spec: Pick<RunSpec, 'firstSampleTime' | 'horizon'> = { firstSampleTime: 1e-2, horizon: 1e6 };

  it('expects the same work for every decade', () => {
    expect(millisecondsLeft(spec, 1e2, 1000)).toBeCloseTo(1000, 9);
    expect(millisecondsLeft(spec, 1e4, 900)).toBeCloseTo(300, 9);
    expect(millisecondsLeft(spec, 1e6, 900)).toBe(0);
  });

  it('is unknown at the beginning', () => {
    expect(millisecondsLeft(spec, 0, 1000)).toBeNull();
    expect(millisecondsLeft(spec, 1e-2, 1000)).toBeNull();
  });
});
