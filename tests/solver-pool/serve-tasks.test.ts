import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromSolver, ToSolver } from '@main/solver/messages';
import { answerQuestion } from '@main/solver/answer-question';
import { serveTasks } from '@main/solver/serve-tasks';
import type { SteppedRun } from '@main/solver/stepped-run';
import type { RunSpec } from '@shared/model/run';
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
function solver(startRun: (spec: RunSpec) => SteppedRun) {
  const sent: Sent[] = [];
  let tell: (message: ToSolver) => void = () => undefined;
  serveTasks(
    {
      send: (message) => sent.push({ message, at: now }),
      onMessage: (listener) => {
        tell = listener;
      },
    },
    { startRun, answerQuestion },
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

/** A run of `total` steps that each take `cost` milliseconds, with a sample every so often; remembers its slices. */
function runOf(total: number, cost: number, stepsPerSample = Infinity) {
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
    progress: () => ({
      t: done,
      loss: 1,
      acceptedSteps: done,
      rejectedSteps: 0,
      newSamples: done % stepsPerSample === 0 ? { ...samples, t: Float64Array.of(done) } : samples,
    }),
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

  it('computes a batch in its order, sends summaries without samples, and goes on after a failure', async () => {
    const { sent, tell } = solver(({ generator }) => {
      if (generator === 'b') throw new Error('no such start');
      return runOf(5, 1).run;
    });
    const specs = ['a', 'b', 'c'].map((generator) => exampleSpec({ generator }));
    tell({ type: 'batch', taskId: 1, specs, keep: 'summary' });
    await vi.waitUntil(() => sent.some(({ message }) => message.type === 'batch-ended'));
    expect(sent.slice(1).map(({ message }) => message)).toMatchObject([
      {
        type: 'run-ended',
        taskId: 1,
        position: 0,
        end: { kind: 'finished', samples: null, milliseconds: 5 },
      },
      { type: 'run-ended', taskId: 1, position: 1, end: { kind: 'failed', message: 'no such start' } },
      { type: 'run-ended', taskId: 1, position: 2, end: { kind: 'finished', samples: null } },
      { type: 'batch-ended', taskId: 1 },
    ]);
    tell({ type: 'batch', taskId: 2, specs: specs.slice(0, 1), keep: 'trajectory' });
    await vi.waitUntil(() => sent.filter(({ message }) => message.type === 'batch-ended').length === 2);
    expect(sent.at(-2)?.message).toMatchObject({ type: 'run-ended', end: { samples } });
  });

  it('does what the user waits for before a batch, which then goes on where it was', async () => {
    const long = runOf(20_000, 1);
    const urgent = runOf(5, 1);
    const { sent, tell, answered } = solver(({ generator }) =>
      generator === 'batch' ? long.run : urgent.run,
    );
    tell({ type: 'batch', taskId: 1, specs: [exampleSpec({ generator: 'batch' })], keep: 'summary' });
    while (long.slices.length < 3) await new Promise(setImmediate);
    tell(runMessage(2));
    await answered(2);
    await vi.waitUntil(() => sent.at(-1)?.message.type === 'batch-ended');
    expect(sent.map(({ message }) => message.type)).toEqual([
      'ready',
      'finished',
      'run-ended',
      'batch-ended',
    ]);
    expect(long.slices.reduce((sum, { steps }) => sum + steps, 0)).toBe(20_000);
    expect(sent.at(-2)?.message).toMatchObject({ end: { milliseconds: 20_000 } });
  });

  it('lets a paused task rest, does others meanwhile, and takes it up again', async () => {
    const long = runOf(1e4, 1);
    const { tell, answered } = solver(({ generator }) => (generator === 'long' ? long.run : runOf(5, 1).run));
    tell({ type: 'run', taskId: 1, spec: exampleSpec({ generator: 'long' }) });
    await vi.waitUntil(() => long.slices.length > 2);
    tell({ type: 'pause', taskId: 1 });
    const before = long.slices.length;
    tell(runMessage(2));
    await answered(2);
    expect(long.slices).toHaveLength(before);
    tell({ type: 'resume', taskId: 1 });
    expect((await answered(1)).message).toMatchObject({ type: 'finished', outcome: { reached: 1e4 } });
  });

  it('takes a paused run on to its next sample, as often as it is told to, and to its end', async () => {
    const long = runOf(1000, 1, 7);
    const { tell, sent, answered } = solver(() => long.run);
    tell({ type: 'run', taskId: 1, spec: exampleSpec() });
    tell({ type: 'step', taskId: 1 });
    expect(long.slices).toEqual([]);
    tell({ type: 'pause', taskId: 1 });
    tell({ type: 'step', taskId: 1 });
    tell({ type: 'step', taskId: 1 });
    expect(
      sent.map(({ message }) => (message.type === 'progress' ? message.progress.t : message.type)),
    ).toEqual(['ready', 7, 14]);
    while (sent.at(-1)?.message.type === 'progress') tell({ type: 'step', taskId: 1 });
    expect((await answered(1)).message).toMatchObject({ type: 'finished', outcome: { reached: 1000 } });
    tell({ type: 'step', taskId: 1 });
    expect(sent.at(-1)?.message.type).toBe('finished');
  });

  it('answers questions about specifications, and says what is wrong with them', async () => {
    const { tell, answered } = solver(() => runOf(1, 1).run);
    const terms = [
      { beta: [2], c: 1 },
      { beta: [1], c: 0.5 },
    ];
    tell({
      type: 'ask',
      taskId: 1,
      question: { kind: 'expand-link', link: { kind: 'hermite', r: 1, terms } },
    });
    expect((await answered(1)).message).toMatchObject({ type: 'answered', answer: { r: 1 } });
    const unknown = { kind: 'preset', preset: 'none', parameters: {} } as const;
    tell({ type: 'ask', taskId: 2, question: { kind: 'expand-link', link: unknown } });
    expect((await answered(2)).message).toMatchObject({
      type: 'refused',
      problems: [{ field: 'link.preset' }],
    });
  });
});
