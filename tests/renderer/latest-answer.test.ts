import { effectScope, nextTick, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLatestAnswer } from '@renderer/workers/latest-answer';

interface Question {
  readonly key: string;
}

/** A question that changes, answered when the test says so by its key in capitals. */
function open(first: string | null = null) {
  const question = shallowRef<Question | null>(first === null ? null : { key: first });
  const asked: { readonly key: string; readonly signal: AbortSignal; readonly answer: () => void }[] = [];
  const failed = vi.fn();
  const scope = effectScope();
  const latest = scope.run(() =>
    createLatestAnswer(
      () => question.value,
      ({ key }: Question, signal) =>
        new Promise<string>((done, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason as Error));
          asked.push({
            key,
            signal,
            answer: () => (key === 'bad' ? fail(new Error('bad')) : done(key.toUpperCase())),
          });
        }),
      failed,
    ),
  );
  if (!latest) throw new Error('no scope');
  return {
    latest,
    asked,
    failed,
    scope,
    ask: (key: string | null) => (question.value = key === null ? null : { key }),
    async answer(position: number) {
      asked[position]?.answer();
      for (let i = 0; i < 4; i++) await nextTick();
    },
    shown: () => latest.newest.value?.answer ?? null,
    keys: () => asked.map(({ key }) => key),
  };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

describe('the latest answer', () => {
  it('comes to the question there is at first', async () => {
    const { latest, answer, shown } = open('a');
    expect(latest.pending.value).toBe(true);
    await answer(0);
    expect(shown()).toBe('A');
    expect(latest.pending.value).toBe(false);
  });

  it('skips questions that were overtaken before their turn, and shows what was asked on the way', async () => {
    const { ask, answer, shown, keys, latest } = open('a');
    ask('b');
    ask('c');
    await answer(0);
    expect(shown()).toBe('A');
    expect(keys()).toEqual(['a', 'c']);
    expect(latest.pending.value).toBe(true);
    await answer(1);
    expect(shown()).toBe('C');
    expect(latest.pending.value).toBe(false);
  });

  it('gives up a question that has taken long when another one comes', async () => {
    const { ask, asked, answer, shown, keys } = open('a');
    vi.advanceTimersByTime(1000);
    ask('b');
    expect(asked[0]?.signal.aborted).toBe(true);
    for (let i = 0; i < 4; i++) await nextTick();
    expect(keys()).toEqual(['a', 'b']);
    await answer(1);
    expect(shown()).toBe('B');
  });

  it('asks nothing when a question comes again under the same key', async () => {
    const { ask, answer, keys } = open('a');
    await answer(0);
    ask('a');
    expect(keys()).toEqual(['a']);
  });

  it('keeps its answer for who goes back to the question before', async () => {
    const { ask, answer, shown, latest } = open('a');
    await answer(0);
    ask('b');
    ask('a');
    await answer(1);
    expect(shown()).toBe('A');
    expect(latest.pending.value).toBe(false);
  });

  it('is forgotten without a question', async () => {
    const { ask, answer, asked, shown } = open('a');
    await answer(0);
    ask('b');
    ask(null);
    expect(shown()).toBeNull();
    expect(asked[1]?.signal.aborted).toBe(true);
  });

  it('tells failures, keeps the answer before and takes the next question', async () => {
    const { ask, answer, shown, failed, latest } = open('a');
    await answer(0);
    ask('bad');
    await answer(1);
    expect(failed).toHaveBeenCalledOnce();
    expect(shown()).toBe('A');
    expect(latest.pending.value).toBe(false);
    ask('c');
    await answer(2);
    expect(shown()).toBe('C');
  });

  it('is not waited for once nobody is there', () => {
    const { scope, asked, failed } = open('a');
    scope.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(failed).not.toHaveBeenCalled();
  });
});
