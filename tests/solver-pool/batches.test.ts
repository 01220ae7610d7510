import { describe, expect, it } from 'vitest';
import type { FromSolver, ToSolver } from '@main/solver/messages';
import { createSolverPool } from '@main/solver-pool/create-solver-pool';
import type { SolverExit, SolverHost } from '@main/solver-pool/solver-host';
import type { Batch, BatchOver, TaskControl } from '@main/solver-pool/solver-pool';
import { exampleSpec } from './example-spec';

/** A solver process whose every word the test says. */
interface DirectedSolver {
  readonly received: readonly ToSolver[];
  say(message: FromSolver): void;
  exit(exit: Partial<SolverExit>): void;
  readonly killed: boolean;
}

function directedHost(): { host: SolverHost; solvers: readonly DirectedSolver[] } {
  const solvers: DirectedSolver[] = [];
  const host: SolverHost = {
    start() {
      const received: ToSolver[] = [];
      let say: (message: unknown) => void = () => undefined;
      let exit: (exit: SolverExit) => void = () => undefined;
      let killed = false;
      solvers.push({
        received,
        say: (message) => say(message),
        exit: (how) => exit({ code: null, signal: null, reason: null, ...how }),
        get killed() {
          return killed;
        },
      });
      return {
        send: (message) => received.push(message),
        onMessage: (listener) => (say = listener),
        onExit: (listener) => (exit = listener),
        kill() {
          killed = true;
          setImmediate(() => exit({ code: null, signal: 'SIGTERM', reason: null }));
        },
        outputTail: () => 'last words',
      };
    },
  };
  return { host, solvers };
}

interface WatchedBatch extends Batch {
  control: TaskControl | null;
  readonly ended: number[];
  over: BatchOver | null;
}

function batchOf(runs: number): WatchedBatch {
  const batch: WatchedBatch = {
    specs: Array.from({ length: runs }, (_, seed) => exampleSpec({ start: { kind: 'haar', seed } })),
    keep: 'summary',
    control: null,
    ended: [],
    over: null,
    onAssigned: (control) => (batch.control = control),
    onRunEnd: (position) => batch.ended.push(position),
    onOver: (over) => (batch.over = over),
  };
  return batch;
}

/** A source of batches; how many it has given. */
function sourceOf(batches: readonly WatchedBatch[]) {
  const left = [...batches];
  return { next: () => left.shift() ?? null, left };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Ids of the tasks of a kind that a solver was sent. */
function taskIds(solver: DirectedSolver | undefined, type: ToSolver['type']): readonly number[] {
  return (solver?.received ?? []).filter((message) => message.type === type).map(({ taskId }) => taskId);
}

const FAILED_RUN = { kind: 'failed', message: 'singular', milliseconds: 1 } as const;

describe('batches', () => {
  it('lie ready for a solver that has one, so that it never waits', async () => {
    const { host, solvers } = directedHost();
    const batches = [batchOf(2), batchOf(2), batchOf(2), batchOf(2), batchOf(2)];
    const pool = createSolverPool({ size: 2, host });
    const source = sourceOf(batches);
    pool.serve(source);
    await turn();
    expect(solvers).toHaveLength(2);
    expect(solvers.map((solver) => taskIds(solver, 'batch').length)).toEqual([2, 2]);
    expect(source.left).toHaveLength(1);
    const [first = NaN] = taskIds(solvers[0], 'batch');
    solvers[0]?.say({ type: 'ready' });
    solvers[0]?.say({ type: 'run-ended', taskId: first, position: 0, end: FAILED_RUN });
    solvers[0]?.say({ type: 'run-ended', taskId: first, position: 1, end: FAILED_RUN });
    solvers[0]?.say({ type: 'batch-ended', taskId: first });
    await turn();
    expect([batches[0]?.ended, batches[0]?.over]).toEqual([[0, 1], { kind: 'complete' }]);
    expect(taskIds(solvers[0], 'batch')).toHaveLength(3);
    await pool.close();
  });

  it('let a run that somebody waits for go first, also where all solvers have batches', async () => {
    const { host, solvers } = directedHost();
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf([batchOf(2), batchOf(2), batchOf(2)]));
    await turn();
    void pool.run(exampleSpec(), () => undefined);
    await turn();
    expect(solvers).toHaveLength(1);
    expect(taskIds(solvers[0], 'run')).toHaveLength(1);
    await pool.close();
  });

  it('of a lost solver are told apart: the one it worked on, and the one that lay ready', async () => {
    const { host, solvers } = directedHost();
    const [working, ready] = [batchOf(3), batchOf(3)];
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf([working, ready]));
    await turn();
    const [taskId = NaN] = taskIds(solvers[0], 'batch');
    solvers[0]?.say({ type: 'ready' });
    solvers[0]?.say({ type: 'run-ended', taskId, position: 0, end: FAILED_RUN });
    solvers[0]?.exit({ signal: 'SIGKILL' });
    await turn();
    expect(working.ended).toEqual([0]);
    expect(working.over).toMatchObject({ kind: 'lost', blamed: true, failure: { reason: 'lost' } });
    expect(ready.over).toMatchObject({ kind: 'lost', blamed: false });
    await pool.close();
  });

  it('of a solver that was computing a run for somebody are not blamed', async () => {
    const { host, solvers } = directedHost();
    const batch = batchOf(1);
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf([batch]));
    await turn();
    const run = pool.run(exampleSpec(), () => undefined);
    await turn();
    solvers[0]?.say({ type: 'ready' });
    solvers[0]?.exit({ reason: 'oom' });
    expect(await run.end).toMatchObject({ kind: 'failed', reason: 'out-of-memory' });
    expect(batch.over).toMatchObject({ kind: 'lost', blamed: false });
    await pool.close();
  });

  it('are given back as not started by solvers that never come up', async () => {
    const { host, solvers } = directedHost();
    const batch = batchOf(2);
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf([batch]));
    await turn();
    solvers[0]?.exit({ code: 1 });
    await turn();
    expect(batch.over).toMatchObject({ kind: 'not-started', failure: { outputTail: 'last words' } });
    await pool.close();
  });

  it('rest while they are paused, and others are taken meanwhile', async () => {
    const { host, solvers } = directedHost();
    const batches = [batchOf(2), batchOf(2), batchOf(2)];
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf(batches));
    await turn();
    batches[0]?.control?.pause();
    await turn();
    expect(taskIds(solvers[0], 'pause')).toEqual(taskIds(solvers[0], 'batch').slice(0, 1));
    expect(taskIds(solvers[0], 'batch')).toHaveLength(3);
    batches[0]?.control?.resume();
    expect(taskIds(solvers[0], 'resume')).toHaveLength(1);
    batches[0]?.control?.cancel();
    solvers[0]?.say({ type: 'cancelled', taskId: taskIds(solvers[0], 'batch')[0] ?? NaN });
    expect(batches[0]?.over).toEqual({ kind: 'cancelled' });
    await pool.close();
  });

  it('of several sources are taken in turns', async () => {
    const { host, solvers } = directedHost();
    const [mine, yours] = [
      [batchOf(1), batchOf(1)],
      [batchOf(1), batchOf(1)],
    ];
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf(mine));
    pool.serve(sourceOf(yours));
    await turn();
    expect(taskIds(solvers[0], 'batch')).toHaveLength(2);
    expect([mine, yours].map((batches) => batches.filter(({ control }) => control !== null).length)).toEqual([
      1, 1,
    ]);
    await pool.close();
  });
});

describe('the size of a pool', () => {
  it('can grow and shrink; solvers too many end when they have nothing left', async () => {
    const { host, solvers } = directedHost();
    const pool = createSolverPool({ size: 1, host });
    pool.serve(sourceOf([batchOf(1), batchOf(1), batchOf(1), batchOf(1)]));
    await turn();
    expect(solvers).toHaveLength(1);
    pool.resize(2);
    await turn();
    expect([pool.size, solvers.length]).toEqual([2, 2]);
    pool.resize(1);
    await turn();
    expect(solvers[1]?.killed).toBe(false);
    solvers[1]?.say({ type: 'ready' });
    for (const taskId of taskIds(solvers[1], 'batch')) solvers[1]?.say({ type: 'batch-ended', taskId });
    await turn();
    expect(solvers.map(({ killed }) => killed)).toEqual([false, true]);
    await pool.close();
  });
});

describe('a question', () => {
  it('is put to another solver when its own is lost, but not for ever', async () => {
    const { host, solvers } = directedHost();
    const pool = createSolverPool({ size: 1, host });
    const link = { kind: 'hermite', r: 1, terms: [] } as const;
    const answer = pool.ask({ kind: 'expand-link', link });
    await turn();
    solvers[0]?.exit({ signal: 'SIGKILL' });
    await turn();
    const [taskId = NaN] = taskIds(solvers[1], 'ask');
    solvers[1]?.say({ type: 'ready' });
    solvers[1]?.say({ type: 'answered', taskId, answer: { r: 1, terms: [] } });
    expect(await answer).toEqual({ r: 1, terms: [] });
    const hopeless = pool.ask({ kind: 'expand-link', link });
    const outcome = expect(hopeless).rejects.toThrow('ended before its result');
    for (const solver of [1, 2, 3]) {
      await turn();
      if (solver > 1) solvers[solver]?.say({ type: 'ready' });
      solvers[solver]?.exit({ signal: 'SIGKILL' });
    }
    await outcome;
    await pool.close();
  });
});
