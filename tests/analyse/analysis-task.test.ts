import { computed, effectScope, nextTick, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalysisHelper } from '@renderer/analyse/analysis-in-worker';
import { createAnalysisTask, type AnalysisTask } from '@renderer/analyse/analysis-task';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A task that squares a number when told to answer, on a worker that only counts. */
function squares(setting: { quick?: boolean; watched?: boolean } = {}) {
  const asked = shallowRef<number | null>(3);
  const subject = shallowRef('one project');
  const watched = shallowRef(setting.watched ?? true);
  const open: {
    answer: (value: number) => void;
    fail: (error: Error) => void;
    report: (done: number, total: number) => void;
  }[] = [];
  let stopped = 0;
  const helper: AnalysisHelper = {
    remote: {} as AnalysisHelper['remote'],
    failed: new Promise<never>(() => undefined),
    stop: () => stopped++,
  };
  const scope = effectScope();
  const task = scope.run(() =>
    createAnalysisTask<number, number>({
      input: computed(() => asked.value),
      identity: computed(() => String(asked.value)),
      subject: computed(() => subject.value),
      isQuick: () => setting.quick ?? true,
      isWatched: computed(() => watched.value),
      startWorker: () => helper,
      work: (_input, _ask, report) => new Promise((answer, fail) => open.push({ answer, fail, report })),
    }),
  ) as AnalysisTask<number>;
  return { asked, subject, watched, open, task, stopped: () => stopped, scope };
}

async function rest(): Promise<void> {
  await nextTick();
  await vi.advanceTimersByTimeAsync(400);
}

describe('a question about runs', () => {
  it('is asked by itself where it is quick, and again when it changes', async () => {
    const { asked, open, task } = squares();
    await rest();
    expect(open).toHaveLength(1);
    open[0]?.answer(9);
    await rest();
    expect(task.result.value).toBe(9);
    expect(task.isStale.value).toBe(false);
    asked.value = 4;
    await nextTick();
    expect(task.isStale.value).toBe(true);
    await rest();
    open[1]?.answer(16);
    await rest();
    expect([task.result.value, task.isStale.value, open.length]).toEqual([16, false, 2]);
  });

  it('waits for the user where it takes long, and says that its answer has become old', async () => {
    const { asked, open, task } = squares({ quick: false });
    await rest();
    expect(open).toHaveLength(0);
    task.start();
    open[0]?.answer(9);
    await rest();
    asked.value = 4;
    await rest();
    expect([open.length, task.result.value, task.isStale.value]).toEqual([1, 9, true]);
  });

  it('has no answer, not even an old one, once it is about another project', async () => {
    const { asked, subject, open, task } = squares({ quick: false });
    task.start();
    open[0]?.answer(9);
    await rest();
    expect(task.result.value).toBe(9);
    asked.value = 4;
    subject.value = 'another project';
    await nextTick();
    expect([task.result.value, task.isStale.value, task.isAskable.value]).toEqual([null, false, true]);
    task.start();
    subject.value = 'a third';
    await nextTick();
    open[1]?.answer(16);
    await rest();
    expect([task.result.value, task.progress.value]).toEqual([null, null]);
  });

  it('drops the answer to a former question', async () => {
    const { asked, open, task } = squares();
    await rest();
    asked.value = 5;
    await rest();
    expect(open).toHaveLength(2);
    open[0]?.answer(9);
    await rest();
    expect(task.result.value).toBeNull();
    open[1]?.answer(25);
    await rest();
    expect(task.result.value).toBe(25);
  });

  it('tells how far it is with the time left, and ends when it is cancelled', async () => {
    const { open, task, stopped } = squares();
    await rest();
    expect(task.progress.value).toMatchObject({ done: 0, millisecondsLeft: null });
    await vi.advanceTimersByTimeAsync(1000);
    open[0]?.report(1, 4);
    expect(task.progress.value?.done).toBe(1);
    expect(task.progress.value?.millisecondsLeft).toBeGreaterThan(2900);
    const before = stopped();
    task.cancel();
    expect(task.progress.value).toBeNull();
    expect(stopped()).toBeGreaterThan(before);
    open[0]?.answer(9);
    await rest();
    expect(task.result.value).toBeNull();
  });

  it('keeps the last answer beside the reason when it cannot be answered again', async () => {
    const { asked, open, task } = squares();
    await rest();
    open[0]?.answer(9);
    await rest();
    asked.value = 4;
    await rest();
    open[1]?.fail(new Error('the link is too dense'));
    await rest();
    expect([task.result.value, task.failure.value, task.progress.value]).toEqual([
      9,
      'the link is too dense',
      null,
    ]);
  });

  it('is not asked while nobody looks, nor where there is nothing to ask', async () => {
    const { asked, watched, open, task } = squares({ watched: false });
    await rest();
    expect(open).toHaveLength(0);
    asked.value = null;
    watched.value = true;
    await rest();
    expect([open.length, task.isAskable.value]).toEqual([0, false]);
    asked.value = 2;
    await rest();
    expect(open).toHaveLength(1);
  });
});
