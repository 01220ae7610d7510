import { nextTick, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExperimentSpec } from '@shared/model/experiment';
import { describeLink } from '@renderer/links/describe-link';
import { predictRuns } from '@renderer/links/predict-runs';
import {
  createPredictions,
  predictionQuestion,
  rememberingPredictions,
  type PredictElsewhere,
} from '@renderer/stores/predictions';
import { resolveExperiment } from '@renderer/stores/resolved-experiment';
import { EXPERIMENT, TARGET } from './study';

const DESCRIBED = describeLink(TARGET.link);
const never = new AbortController().signal;

function questionOf(changed: Partial<ExperimentSpec>) {
  const experiment = { ...EXPERIMENT, ...changed };
  const question = predictionQuestion(resolveExperiment(experiment, TARGET, DESCRIBED), experiment);
  if (!question) throw new Error('no question');
  return question;
}

/** Predictions of an experiment that changes, worked out when the test says so. */
function open() {
  const question = shallowRef<ReturnType<typeof questionOf> | null>(questionOf({}));
  const held: (() => void)[] = [];
  const predict: PredictElsewhere = (runs, target) =>
    new Promise((done) => held.push(() => done(predictRuns(runs, target))));
  const { escapes } = createPredictions(
    () => question.value,
    predict,
    (error) => {
      throw error;
    },
  );
  return {
    /** Time of the first escape of the two-timescale flow; null while it is not known. */
    time: () => escapes.value[1]?.[0]?.time ?? null,
    ask: async (changed: Partial<ExperimentSpec>) => {
      question.value = questionOf(changed);
      await nextTick();
    },
    async answer() {
      held.shift()?.();
      for (let i = 0; i < 6; i++) await nextTick();
    },
    waiting: () => held.length,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('predictions', () => {
  it('of h2 grow linearly with d in the two-timescale flow (theory.md §7.2)', async () => {
    const { time, ask, answer } = open();
    expect(time()).toBeNull();
    await answer();
    const before = time() ?? NaN;
    await ask({ dimension: 100 * EXPERIMENT.dimension });
    await answer();
    expect((time() ?? NaN) / before).toBeGreaterThan(50);
    expect((time() ?? NaN) / before).toBeLessThan(200);
  });

  it('stay for the moment that new ones take, and are gone when it takes longer', async () => {
    const { time, ask, answer } = open();
    await answer();
    const before = time();
    await ask({ dimension: 200 });
    expect(time()).toBe(before);
    await vi.advanceTimersByTimeAsync(1000);
    expect(time()).toBeNull();
    await answer();
    expect(time()).not.toBeNull();
  });

  it('of another experiment are gone at once', async () => {
    const { time, ask, answer } = open();
    await answer();
    await ask({ id: 'other', dimension: 200 });
    expect(time()).toBeNull();
  });

  it('are not asked for again when only the horizon changes', async () => {
    const { time, ask, answer, waiting } = open();
    await answer();
    await ask({ horizon: 1e9 });
    expect(waiting()).toBe(0);
    expect(time()).not.toBeNull();
  });

  it('are worked out once for who asks again', async () => {
    const predict = vi.fn((...[runs, target]: Parameters<PredictElsewhere>) =>
      Promise.resolve(predictRuns(runs, target)),
    );
    const remembering = rememberingPredictions(predict);
    const { runs, target } = questionOf({});
    const first = await remembering(runs, target, never);
    expect(await remembering(runs, target, never)).toBe(first);
    expect(predict).toHaveBeenCalledOnce();
  });
});
