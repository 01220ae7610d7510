import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromSolver, ToSolver } from '@main/solver/messages';
import { serveRuns, type SteppedRun } from '@main/solver/serve-runs';
import { exampleSpec } from './example-spec';

/** A clock that only a step of a run moves on. */
let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Sent {
  readonly message: FromSolver;
  readonly at: number;
}

/** A solver in this process; `startRun` stands in for the numerics. */
function solver(startRun: () => SteppedRun) {
  const sent: Sent[] = [];
  let tell: (message: ToSolver) => void = () => undefined;
  serveRuns(
    {
      send: (message) => sent.push({ message, at: now }),
      onMessage: (listener) => {
        tell = listener;
      },
    },
    startRun,
  );
  const answered = (taskId: number) =>
    vi.waitUntil(() =>
      sent.find(({ message: m }) => m.type !== 'ready' && m.type !== 'progress' && m.taskId === taskId),
    );
  return { sent, answered, tell: (message: ToSolver) => tell(message) };
}

const nothing = new Float64Array(0);
const samples = {
  t: nothing,
  loss: nothing,
  gradientNorm: nothing,
  singularValues: nothing,
  overlap: nothing,
};

/** A run of `total` steps that each take `cost` milliseconds; remembers its slices. */
function runOf(total: number, cost: number) {
  const slices: { readonly steps: number; readonly from: number; readonly to: number }[] = [];
  let done = 0;
  const run = {
    advance(maxSteps: number) {
      const steps = Math.min(maxSteps, total - done);
      const from = now;
      done += steps;
      now += steps * cost;
      slices.push({ steps, from, to: now });
      return done === total;
    },
    progress: () => ({ t: done, loss: 1, acceptedSteps: done, rejectedSteps: 0, newSamples: samples }),
    result: () => ({ outcome: { stopReason: 'horizon', reached: done }, samples }),
  };
  return { run: run as unknown as SteppedRun, slices };
}

const runMessage = (taskId: number): ToSolver => ({ type: 'run', taskId, spec: exampleSpec() });

describe('a solver', () => {
  it('is ready at once and answers a run with its result', async () => {
    const { run } = runOf(1000, 0.01);
    const { sent, tell, answered } = solver(() => run);
    expect(sent.map(({ message }) => message)).toEqual([{ type: 'ready' }]);
    tell(runMessage(7));
    expect((await answered(7)).message).toMatchObject({ type: 'finished', outcome: { reached: 1000 } });
  });

  it.each([0.001, 0.1, 1])('computes in slices short enough for messages, at %f ms a step', async (cost) => {
    const { run, slices } = runOf(Math.round(2000 / cost), cost);
    const { tell, answered } = solver(() => run);
    tell(runMessage(1));
    await answered(1);
    const longest = Math.max(...slices.map(({ from, to }) => to - from));
    expect(longest).toBeLessThanOrEqual(30);
    // Short slices are for the start only: most of the time is spent in full ones.
    const full = slices
      .filter(({ from, to }) => to - from >= 10)
      .reduce((sum, { from, to }) => sum + to - from, 0);
    expect(full).toBeGreaterThan(0.8 * now);
  });

  it('reports progress early and then at most ten times a second', async () => {
    const { run } = runOf(3000, 1);
    const { sent, tell, answered } = solver(() => run);
    tell(runMessage(1));
    await answered(1);
    const times = sent.filter(({ message }) => message.type === 'progress').map(({ at }) => at);
    expect(times[0]).toBeLessThan(100);
    expect(times.length).toBeGreaterThan(20);
    const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });

  it('stops between two slices when it is cancelled, and takes the next run', async () => {
    const long = runOf(1e9, 1);
    const short = runOf(5, 1);
    const runs = [long.run, short.run];
    const { sent, tell, answered } = solver(() => runs.shift() ?? short.run);
    tell(runMessage(1));
    await vi.waitUntil(() => long.slices.length > 3);
    const slicesBefore = long.slices.length;
    tell({ type: 'cancel', taskId: 1 });
    expect(sent.at(-1)?.message).toEqual({ type: 'cancelled', taskId: 1 });
    tell(runMessage(2));
    expect((await answered(2)).message.type).toBe('finished');
    expect(long.slices).toHaveLength(slicesBefore);
  });

  it('ignores a cancellation that comes too late', async () => {
    const { run } = runOf(5, 1);
    const { sent, tell, answered } = solver(() => run);
    tell(runMessage(1));
    await answered(1);
    tell({ type: 'cancel', taskId: 1 });
    expect(sent.filter(({ message }) => message.type === 'cancelled')).toEqual([]);
  });

  it('answers a spec that cannot be started and an integration that throws, and goes on', async () => {
    const starts = [
      () => {
        throw new Error('no such start');
      },
      () => ({
        ...runOf(5, 1).run,
        advance() {
          throw new Error('singular matrix');
        },
      }),
      () => runOf(5, 1).run,
    ];
    const { tell, answered } = solver(() => (starts.shift() ?? starts[0])?.() as SteppedRun);
    tell(runMessage(1));
    expect((await answered(1)).message).toEqual({ type: 'failed', taskId: 1, message: 'no such start' });
    tell(runMessage(2));
    expect((await answered(2)).message).toEqual({ type: 'failed', taskId: 2, message: 'singular matrix' });
    tell(runMessage(3));
    expect((await answered(3)).message.type).toBe('finished');
  });

  it('refuses a second run while it computes', async () => {
    const { run } = runOf(1000, 1);
    const { tell, answered } = solver(() => run);
    tell(runMessage(1));
    tell(runMessage(2));
    expect((await answered(2)).message.type).toBe('failed');
    expect((await answered(1)).message.type).toBe('finished');
  });
});
