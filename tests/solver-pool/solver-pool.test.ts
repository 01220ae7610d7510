import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSolverPool } from '@main/solver-pool/create-solver-pool';
import { forkSolverHost } from '@main/solver-pool/fork-solver-host';
import type { SolverEnd, SolverPool, SolverTask } from '@main/solver-pool/solver-pool';
import type { RunProgress } from '@shared/model/run';
import { exampleSpec } from './example-spec';

const MOODY = resolve(import.meta.dirname, '../fixtures/solvers/moody.mjs');

const pools: SolverPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function poolOf(size: number, entry = MOODY): SolverPool {
  const pool = createSolverPool({ size, host: forkSolverHost({ entry, memoryLimitMegabytes: 32 }) });
  pools.push(pool);
  return pool;
}

/** Runs the fixture; `pid` resolves when the solver has reported the run as begun. */
function start(pool: SolverPool, behaviour: string): SolverTask & { readonly pid: Promise<number> } {
  let report: (progress: RunProgress) => void = () => undefined;
  const pid = new Promise<number>((settle) => {
    report = ({ t }) => {
      settle(t);
    };
  });
  const task = pool.run(exampleSpec({ generator: behaviour }), (progress) => {
    report(progress);
  });
  return { ...task, pid };
}

async function expectNextRunToWork(pool: SolverPool): Promise<void> {
  expect((await start(pool, 'answer').end).kind).toBe('finished');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a solver that goes wrong takes only its own run along', () => {
  const cases: readonly (readonly [string, Partial<Extract<SolverEnd, { kind: 'failed' }>>])[] = [
    ['fail', { reason: 'error', message: 'the reason', outputTail: 'the reason in detail\n' }],
    ['throw', { reason: 'lost', outputTail: expect.stringContaining('thrown on purpose') as string }],
    ['exit without a word', { reason: 'lost', outputTail: '' }],
    [
      'exit with code 3',
      {
        reason: 'lost',
        message: expect.stringContaining('exit code 3') as string,
        outputTail: 'last words\n',
      },
    ],
    ['fill the heap', { reason: 'out-of-memory', outputTail: expect.stringContaining('heap') as string }],
  ];
  it.each(cases)('%s', async (behaviour, expected) => {
    const pool = poolOf(1);
    expect(await start(pool, behaviour).end).toMatchObject({ kind: 'failed', ...expected });
    await expectNextRunToWork(pool);
  });

  it('killed from outside', async () => {
    const pool = poolOf(1);
    const task = start(pool, 'compute for ever');
    process.kill(await task.pid, 'SIGKILL');
    expect(await task.end).toMatchObject({
      kind: 'failed',
      reason: 'lost',
      message: expect.stringContaining('SIGKILL') as string,
    });
    await expectNextRunToWork(pool);
  });

  it('keeps the runs of the other processes and those that wait', async () => {
    const pool = poolOf(2);
    const doomed = start(pool, 'wait for ever');
    const steady = start(pool, 'wait to be cancelled');
    const waiting = start(pool, 'answer');
    process.kill(await doomed.pid, 'SIGKILL');
    expect((await doomed.end).kind).toBe('failed');
    expect((await waiting.end).kind).toBe('finished');
    steady.cancel();
    expect((await steady.end).kind).toBe('cancelled');
  });

  it('an entry that cannot start fails each run with what the process printed', async () => {
    const pool = poolOf(1, resolve(import.meta.dirname, 'no-such-solver.mjs'));
    const ends = await Promise.all([start(pool, 'answer').end, start(pool, 'answer').end]);
    for (const end of ends) {
      expect(end).toMatchObject({
        kind: 'failed',
        reason: 'lost',
        message: expect.stringContaining('could not start') as string,
        outputTail: expect.stringContaining('no-such-solver.mjs') as string,
      });
    }
  });

  it('a spec that cannot be sent fails its run', async () => {
    const pool = poolOf(1);
    const unsendable = exampleSpec({ generator: (() => undefined) as unknown as string });
    expect(await pool.run(unsendable, () => undefined).end).toMatchObject({
      kind: 'failed',
      reason: 'error',
    });
    await expectNextRunToWork(pool);
  });
});

describe('cancellation', () => {
  it('is answered by the solver, which stays in use', async () => {
    const pool = poolOf(1);
    const task = start(pool, 'wait to be cancelled');
    const pid = await task.pid;
    task.cancel();
    task.cancel();
    expect(await task.end).toEqual({ kind: 'cancelled' });
    const next = start(pool, 'answer');
    expect(await next.pid).toBe(pid);
  });

  it.each(['wait for ever', 'compute for ever'])(
    'kills a solver that does not answer: %s',
    async (behaviour) => {
      const pool = poolOf(1);
      const task = start(pool, behaviour);
      const pid = await task.pid;
      task.cancel();
      expect(await task.end).toMatchObject({ kind: 'failed', reason: 'killed' });
      await expectNextRunToWork(pool);
      await expect.poll(() => isAlive(pid)).toBe(false);
    },
  );

  it('takes a waiting run out of the line without a process', async () => {
    const pool = poolOf(1);
    const blocking = start(pool, 'wait to be cancelled');
    const waiting = start(pool, 'answer');
    let started = false;
    waiting.onStart(() => {
      started = true;
    });
    await blocking.pid;
    waiting.cancel();
    expect(await waiting.end).toEqual({ kind: 'cancelled' });
    blocking.cancel();
    await blocking.end;
    await expectNextRunToWork(pool);
    expect(started).toBe(false);
  });

  it('of a run that has ended changes nothing', async () => {
    const pool = poolOf(1);
    const task = start(pool, 'answer');
    const end = await task.end;
    task.cancel();
    expect(await task.end).toBe(end);
    await expectNextRunToWork(pool);
  });
});

describe('the pool', () => {
  it('uses at most its size of processes, in the order of the runs', async () => {
    const pool = poolOf(2);
    const order: number[] = [];
    const tasks = Array.from({ length: 12 }, (_, i) => {
      const task = start(pool, 'answer');
      task.onStart(() => {
        order.push(i);
      });
      return task;
    });
    const pids = new Set(await Promise.all(tasks.map((task) => task.pid)));
    await Promise.all(tasks.map((task) => task.end));
    expect(pids.size).toBeLessThanOrEqual(2);
    expect(order).toEqual([...order.keys()]);
    expect(order).toHaveLength(12);
  });

  it('starts no process before the first run', async () => {
    let starts = 0;
    const host = forkSolverHost({ entry: MOODY, memoryLimitMegabytes: null });
    const pool = createSolverPool({
      size: 1,
      host: {
        start: () => {
          starts += 1;
          return host.start();
        },
      },
    });
    pools.push(pool);
    await new Promise(setImmediate);
    expect(starts).toBe(0);
    await expectNextRunToWork(pool);
    await expectNextRunToWork(pool);
    expect(starts).toBe(1);
  });

  it('survives a host that cannot start processes at all', async () => {
    const pool = createSolverPool({
      size: 1,
      host: {
        start() {
          throw new Error('no more processes');
        },
      },
    });
    expect(await pool.run(exampleSpec(), () => undefined).end).toMatchObject({
      kind: 'failed',
      reason: 'lost',
      message: expect.stringContaining('no more processes') as string,
    });
  });

  it('ends its processes and runs when it is closed', async () => {
    const pool = poolOf(1);
    const running = start(pool, 'compute for ever');
    const waiting = start(pool, 'answer');
    const pid = await running.pid;
    await pool.close();
    expect(isAlive(pid)).toBe(false);
    expect(await running.end).toMatchObject({ kind: 'failed', reason: 'killed' });
    expect(await waiting.end).toEqual({ kind: 'cancelled' });
    expect(await start(pool, 'answer').end).toEqual({ kind: 'cancelled' });
  });
});
