import { readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Batch, BatchRunEnd, TaskControl } from '@main/solver-pool/solver-pool';
import { fullFileSystem } from '../files/failing-file-system';
import { EXAMPLE_OUTCOME } from './example-run';
import { directedPool, inProcessPool, type DirectedPool } from './solver-pools';
import { runSweep, SWEEP, sweepJob, sweepStudy } from './sweep-study';

describe('a sweep', () => {
  it.each(['summary', 'trajectory'] as const)(
    'seals every run as a %s, found again on opening',
    async (keep) => {
      const study = await sweepStudy({ solverPool: inProcessPool() }, { ...SWEEP, keep });
      expect(await runSweep(study.session)).toMatchObject({
        status: 'done',
        runs: 12,
        sealed: 12,
        failedRuns: 0,
      });
      const { runs, total } = await study.session.listRuns({ after: 0, limit: 100 });
      expect(total).toBe(12);
      expect(new Set(runs.map(({ kept }) => kept))).toEqual(new Set([keep]));
      const again = await study.reopen();
      expect(await again.session.restoreProject()).toMatchObject({ runCount: 12, warnings: [] });
      const found = await again.session.listRuns({ after: 0, limit: 100 });
      const byId = (rows: typeof runs) => [...rows].sort((a, b) => (a.runId < b.runId ? -1 : 1));
      expect(byId(found.runs)).toEqual(byId(runs));
      expect([...(await again.session.readSweep({ sweepId: 'sweep' })).sealed]).toEqual(Array(12).fill(1));
    },
  );

  it('runs only what is missing when seeds and points are added, also while it runs', async () => {
    const { session } = await sweepStudy({ solverPool: inProcessPool() });
    await runSweep(session);
    const more = { ...SWEEP, seeds: { first: 1, count: 4 } };
    await session.saveSweep(more);
    expect(await session.estimateSweep(more)).toMatchObject({ runs: 16, sealed: 12 });
    const job = await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    expect(job.sealed).toBe(12);
    const axes = [
      { field: 'experiment.dimension', values: { kind: 'list', values: [100, 1000, 10_000] } },
    ] as const;
    await session.saveSweep({ ...more, axes });
    await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const end = await sweepJob(session, ({ endedAt, runs }) => endedAt !== null && runs === 24);
    expect(end).toMatchObject({ status: 'done', sealed: 24, failedRuns: 0 });
    expect((await session.listRuns({ after: 0, limit: 100 })).total).toBe(24);
  });

  it('tells of sealed runs in events from which a list can be kept up to date', async () => {
    const { session, events } = await sweepStudy({ solverPool: inProcessPool() });
    await runSweep(session);
    const told = events.flatMap((event) => (event.type === 'runs-changed' ? [event.after] : []));
    expect(told[0]).toBe(0);
    expect((await session.listRuns({ after: told.at(-1) ?? 0, limit: 100 })).runs.length).toBeGreaterThan(0);
    const last = events.findLast((event) => event.type === 'job-changed');
    expect(last).toMatchObject({ job: { status: 'done', sealed: 12 } });
  });

  it('gives the same bytes whatever the number of solvers', async () => {
    const files = async (solvers: number) => {
      const study = await sweepStudy(
        { solverPool: inProcessPool(solvers) },
        { ...SWEEP, keep: 'trajectory' },
      );
      await runSweep(study.session);
      return bytesBelow(join(study.path, 'runs'));
    };
    const one = await files(1);
    expect(one.size).toBe(12);
    expect(await files(3)).toEqual(one);
  });

  it('computes the curves of a summary again when they are asked for, and stores nothing', async () => {
    const summaries = await sweepStudy({ solverPool: inProcessPool() });
    await runSweep(summaries.session);
    const curves = await sweepStudy({ solverPool: inProcessPool() }, { ...SWEEP, keep: 'trajectory' });
    await runSweep(curves.session);
    const { runIds } = await summaries.session.readSweep({ sweepId: 'sweep' });
    const runId = runIds[7] ?? '';
    expect(await summaries.session.readRun({ runId })).toEqual(await curves.session.readRun({ runId }));
    expect(
      [...(await bytesBelow(join(summaries.path, 'runs'))).keys()].filter((name) => /npz/.test(name)),
    ).toEqual([]);
  });

  it('estimates time and bytes from trials', async () => {
    const { session, path } = await sweepStudy({ solverPool: inProcessPool() });
    const { milliseconds, bytes } = await session.estimateSweep(SWEEP);
    expect(milliseconds).toBeGreaterThan(0);
    await runSweep(session);
    let written = 0;
    for (const content of (await bytesBelow(join(path, 'runs'))).values()) written += content.length;
    expect(bytes / written).toBeGreaterThan(0.7);
    expect(bytes / written).toBeLessThan(1.3);
    expect(await session.estimateSweep(SWEEP)).toMatchObject({ runs: 12, sealed: 12, bytes: 0 });
  });
});

/** Takes every batch there is and answers them with the runs' ids that were in it. */
class DirectedBatches {
  readonly taken: { readonly batch: Batch; readonly control: Record<keyof TaskControl, boolean> }[] = [];
  readonly #pool: DirectedPool;

  constructor(pool: DirectedPool) {
    this.#pool = pool;
  }

  /** The next batch, as if a solver had room; undefined where there is none. */
  take(): Batch | undefined {
    const batch = this.#pool.source?.next() ?? undefined;
    if (batch === undefined) return undefined;
    const control = { cancel: false, pause: false, resume: false };
    this.taken.push({ batch, control });
    batch.onAssigned({
      cancel: () => (control.cancel = true),
      pause: () => (control.pause = true),
      resume: () => (control.resume = true),
    });
    return batch;
  }

  /** Lets all that is missing end with `end`. */
  finishAll(end: (batch: Batch) => BatchRunEnd = () => finishedRun(0.1)): number {
    let count = 0;
    for (let batch = this.take(); batch !== undefined; batch = this.take()) {
      batch.specs.forEach((_, position) => batch.onRunEnd(position, end(batch)));
      count += batch.specs.length;
      batch.onOver({ kind: 'complete' });
    }
    return count;
  }
}

/** A run that has ended, with its final loss. */
function finishedRun(finalLoss: number): BatchRunEnd {
  return { kind: 'finished', outcome: { ...EXAMPLE_OUTCOME, finalLoss }, samples: null, milliseconds: 5 };
}

const LOST = { reason: 'lost', message: 'The process ended.', outputTail: 'its last words' } as const;

describe('the course of a sweep', () => {
  it('goes on past runs that fail, lists them with reasons, also after a restart, and reruns only them', async () => {
    const pool = directedPool();
    const study = await sweepStudy({ solverPool: pool });
    await study.session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const solver = new DirectedBatches(pool);
    let nth = 0;
    const ended = solver.finishAll((): BatchRunEnd => {
      nth += 1;
      if (nth === 3) return { kind: 'failed', message: 'singular', milliseconds: 1 };
      const outcome = { ...EXAMPLE_OUTCOME, stopReason: nth === 5 ? 'step-budget' : 'horizon' } as const;
      return { kind: 'finished', outcome, samples: null, milliseconds: 5 };
    });
    expect(ended).toBe(12);
    expect(await sweepJob(study.session, ({ endedAt }) => endedAt !== null)).toMatchObject({
      status: 'done',
      sealed: 10,
      failedRuns: 2,
    });
    const reasons = [expect.stringContaining('singular'), expect.stringContaining('step budget')];
    const { failed } = await study.session.readSweep({ sweepId: 'sweep' });
    expect(failed.map(({ failure }) => failure.message).sort()).toEqual(reasons.reverse());

    const nextPool = directedPool();
    const again = await study.reopen({ solverPool: nextPool });
    expect((await again.session.readSweep({ sweepId: 'sweep' })).failed).toEqual(failed);
    // Not tried again unless that is asked for.
    expect(await runSweep(again.session)).toMatchObject({ sealed: 10, failedRuns: 2 });
    await again.session.startSweep({ sweepId: 'sweep', rerunFailed: true });
    expect(new DirectedBatches(nextPool).finishAll()).toBe(2);
    expect(await sweepJob(again.session, ({ sealed }) => sealed === 12)).toMatchObject({ failedRuns: 0 });
  });

  it('gives the runs of a lost solver to another, and gives up the one that takes three along', async () => {
    const pool = directedPool();
    const { session } = await sweepStudy({ solverPool: pool });
    await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const solver = new DirectedBatches(pool);
    const first = solver.take();
    first?.onOver({ kind: 'lost', failure: LOST, blamed: false });
    for (let loss = 0; loss < 3; loss++) {
      const batch = solver.take();
      expect(batch?.specs[0]).toEqual(first?.specs[0]);
      batch?.onOver({ kind: 'lost', failure: LOST, blamed: true });
    }
    expect(solver.finishAll()).toBe(11);
    const end = await sweepJob(session, ({ endedAt }) => endedAt !== null);
    expect(end).toMatchObject({ status: 'done', sealed: 11, failedRuns: 1 });
    expect((await session.readSweep({ sweepId: 'sweep' })).failed[0]?.failure).toMatchObject(LOST);
  });

  it('rests while paused, keeps what solvers have, and goes on', async () => {
    const pool = directedPool();
    const { session } = await sweepStudy({ solverPool: pool });
    const { id: jobId } = await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const solver = new DirectedBatches(pool);
    const batch = solver.take();
    await session.pauseJob({ jobId });
    expect(solver.taken[0]?.control).toMatchObject({ pause: true, resume: false });
    expect(solver.take()).toBeUndefined();
    expect(await sweepJob(session)).toMatchObject({ status: 'paused', endedAt: null });
    await session.resumeJob({ jobId });
    expect(solver.taken[0]?.control).toMatchObject({ resume: true });
    batch?.specs.forEach((_, position) => batch.onRunEnd(position, finishedRun(0.1)));
    batch?.onOver({ kind: 'complete' });
    solver.finishAll();
    expect(await sweepJob(session, ({ endedAt }) => endedAt !== null)).toMatchObject({ sealed: 12 });
  });

  it('keeps what has ended when it is cancelled', async () => {
    const pool = directedPool();
    const { session } = await sweepStudy({ solverPool: pool });
    const { id: jobId } = await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const solver = new DirectedBatches(pool);
    solver.take()?.onRunEnd(0, finishedRun(0.1));
    solver.taken[0]?.batch.onOver({ kind: 'complete' });
    const second = solver.take();
    await session.cancelJob({ jobId });
    expect(solver.taken[1]?.control).toMatchObject({ cancel: true });
    expect(solver.take()).toBeUndefined();
    second?.onOver({ kind: 'cancelled' });
    expect(await sweepJob(session, ({ endedAt }) => endedAt !== null)).toMatchObject({
      status: 'cancelled',
      sealed: 1,
    });
    expect((await session.listRuns({ after: 0, limit: 9 })).total).toBe(1);
  });

  it('has its turn in the order of the queue', async () => {
    const pool = directedPool();
    const { session } = await sweepStudy({ solverPool: pool });
    const other = { ...SWEEP, id: 'other', axes: [], seeds: { first: 50, count: 2 } };
    await session.saveSweep(other);
    const { id: first } = await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const { id: second } = await session.startSweep({ sweepId: 'other', rerunFailed: false });
    const seed = (batch: Batch | undefined) =>
      batch?.specs.map(({ start }) => start.kind === 'haar' && start.seed)[0];
    const solver = new DirectedBatches(pool);
    expect(seed(solver.take())).toBeLessThan(10);
    await session.moveJob({ jobId: second, before: first });
    expect((await session.listJobs()).map(({ id }) => id)).toEqual([second, first]);
    expect(seed(solver.take())).toBeGreaterThanOrEqual(50);
  });

  it('is offered at rest after a restart in the middle, with what was sealed', async () => {
    const pool = directedPool();
    const study = await sweepStudy({ solverPool: pool });
    await study.session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const solver = new DirectedBatches(pool);
    for (let i = 0; i < 5; i++) {
      solver.take()?.onRunEnd(0, finishedRun(0.1));
      solver.taken.at(-1)?.batch.onOver({ kind: 'complete' });
    }
    await sweepJob(study.session, ({ sealed }) => sealed >= 5);
    const nextPool = directedPool();
    const again = await study.reopen({ solverPool: nextPool });
    const job = await sweepJob(again.session, ({ sealed }) => sealed >= 5);
    expect(job).toMatchObject({ status: 'paused', runs: 12 });
    const next = new DirectedBatches(nextPool);
    expect(next.take()).toBeUndefined();
    await again.session.resumeJob({ jobId: job.id });
    expect(next.finishAll()).toBe(12 - job.sealed);
    expect(await sweepJob(again.session, ({ endedAt }) => endedAt !== null)).toMatchObject({ sealed: 12 });
  });

  it('ends as done at once when nothing is missing', async () => {
    const { session } = await sweepStudy({ solverPool: inProcessPool() });
    await runSweep(session);
    expect(await runSweep(session)).toMatchObject({ status: 'done', sealed: 12 });
  });

  it.each([
    ['the experiment is gone', { experimentId: 'gone' }, 'not-found'],
    [
      'an axis leads nowhere',
      { axes: [{ field: 'experiment.nothing', values: SWEEP.axes[0]?.values }] },
      'invalid-input',
    ],
    [
      'a value cannot be run',
      { axes: [{ field: 'experiment.dimension', values: { kind: 'list', values: [-3] } }] },
      'invalid-input',
    ],
  ])('is refused where %s', async (_, change, code) => {
    const { session } = await sweepStudy({ solverPool: directedPool() });
    await session.saveSweep({ ...SWEEP, ...change } as typeof SWEEP);
    await expect(session.startSweep({ sweepId: 'sweep', rerunFailed: false })).rejects.toMatchObject({
      code,
    });
    expect(await session.listJobs()).toEqual([]);
  });
});

describe('a sweep whose project cannot be written', () => {
  it('says that the disk is full (simulated), keeps what is finished, and goes on by itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const pool = directedPool();
      let isFull = false;
      const { session } = await sweepStudy({ solverPool: pool, fileSystem: fullFileSystem(() => isFull) });
      await session.startSweep({ sweepId: 'sweep', rerunFailed: false });
      const solver = new DirectedBatches(pool);
      isFull = true;
      expect(solver.finishAll()).toBe(12);
      await vi.advanceTimersByTimeAsync(1000);
      const blocked = await untilStatus(session, 'blocked');
      expect(blocked).toMatchObject({
        sealed: 0,
        endedAt: null,
        failure: { reason: 'storage', message: expect.stringContaining('disk is full') },
      });
      expect((await session.listRuns({ after: 0, limit: 9 })).total).toBe(0);
      isFull = false;
      await vi.advanceTimersByTimeAsync(11_000);
      expect(await untilStatus(session, 'done')).toMatchObject({ sealed: 12, failedRuns: 0, failure: null });
    } finally {
      vi.useRealTimers();
    }
  });

  it('minds no clock that is set back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const pool = directedPool();
      const study = await sweepStudy({ solverPool: pool });
      await study.session.startSweep({ sweepId: 'sweep', rerunFailed: false });
      const solver = new DirectedBatches(pool);
      solver.take()?.onRunEnd(0, finishedRun(0.1));
      solver.taken[0]?.batch.onOver({ kind: 'complete' });
      vi.setSystemTime(Date.now() - 365 * 24 * 3600 * 1000);
      expect(solver.finishAll()).toBe(11);
      const left = study.events.flatMap((event) =>
        event.type === 'job-changed' && event.job.kind === 'sweep' ? [event.job.millisecondsLeft ?? 0] : [],
      );
      expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
      expect(await sweepJob(study.session, ({ endedAt }) => endedAt !== null)).toMatchObject({ sealed: 12 });
      const again = await study.reopen();
      expect(await again.session.restoreProject()).toMatchObject({
        runCount: 12,
        readOnly: null,
        warnings: [],
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not make a folder anew that was taken away, and goes on when it is back', async () => {
    const study = await sweepStudy({ solverPool: inProcessPool() });
    const away = `${study.path}-away`;
    await rename(study.path, away);
    await study.session.startSweep({ sweepId: 'sweep', rerunFailed: false });
    const job = await sweepJob(study.session, ({ status }) => status === 'blocked');
    expect(job.failure).toMatchObject({ reason: 'storage', message: expect.stringContaining('is gone') });
    await expect(readdir(study.path)).rejects.toMatchObject({ code: 'ENOENT' });
    await rename(away, study.path);
    await study.session.resumeJob({ jobId: job.id });
    expect(await sweepJob(study.session, ({ endedAt }) => endedAt !== null)).toMatchObject({
      status: 'done',
      sealed: 12,
    });
    const again = await study.reopen();
    expect(await again.session.restoreProject()).toMatchObject({
      runCount: 12,
      readOnly: null,
      warnings: [],
    });
  });
});

const realTimer = setTimeout;

/** The sweep's job in a test that moves the clock itself: only what is pending on the disk is waited for. */
async function untilStatus(session: Parameters<typeof sweepJob>[0], status: string) {
  for (let turn = 0; turn < 5000; turn++) {
    const [job] = await session.listJobs();
    if (job?.status === status) return job;
    await new Promise((resolve) => realTimer(resolve, 2));
  }
  throw new Error(`never ${status}: ${JSON.stringify(await session.listJobs())}`);
}

/** The files below a folder by their path in it. */
async function bytesBelow(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of names.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length), (await readFile(path)).toString('latin1'));
  }
  return files;
}
