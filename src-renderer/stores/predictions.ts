import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { TargetDescription } from '@shared/numerics/ladder/describe-target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import type { PredictedRun } from '../links/predict-runs';
import { createLatestAnswer } from '../workers/latest-answer';
import type { ResolvedExperiment } from './resolved-experiment';

/** Predicted escapes of several runs, in their order. */
export type RunEscapes = readonly (readonly PredictedEscape[])[];

/** Predicts runs without holding up the page: up to seconds in many directions. Rejects when the signal aborts. */
export type PredictElsewhere = (
  runs: readonly PredictedRun[],
  target: Pick<TargetDescription, 'table' | 'ladder'>,
  signal: AbortSignal,
) => Promise<RunEscapes>;

/** What is to be predicted: runs on one target. */
export interface PredictionQuestion {
  readonly runs: readonly PredictedRun[];
  readonly target: TargetDescription;
  /** Says what the runs are about; predictions of one subject give way to each other without a gap. */
  readonly subject: string;
}

/** What is to be predicted of an experiment; null while it makes no runs. */
export function predictionQuestion(
  resolved: ResolvedExperiment | null,
  experiment: ExperimentSpec | null,
): PredictionQuestion | null {
  if (!experiment || !resolved?.specs || !resolved.target) return null;
  const { specs, target } = resolved;
  return { runs: specs, target, subject: `${experiment.id} ${experiment.targetId} ${specs.length}` };
}

/** The predicted escapes of runs that may change all the time. */
export interface Predictions {
  /** Of the present runs; those of the former ones for the moment it takes, then empty until they are known. */
  readonly escapes: ComputedRef<RunEscapes>;
  /** Whether those of the present runs are still being worked out. */
  readonly pending: Readonly<ShallowRef<boolean>>;
}

/** Milliseconds for which predictions of former parameters still stand: a few frames, so that stepping does not flicker. */
const GRACE = 150;

/** Predictions for what `question` answers; null for nothing. */
export function createPredictions(
  question: () => PredictionQuestion | null,
  predict: PredictElsewhere,
  onFailed: (error: unknown) => void,
): Predictions {
  const keyed = computed(() => {
    const present = question();
    return present && { ...present, key: predictionKey(present.runs, present.target) };
  });
  const { newest, pending } = createLatestAnswer(
    () => keyed.value,
    ({ runs, target }, signal) => predict(runs, target, signal),
    onFailed,
  );
  const overdue = shallowRef(false);
  watch([pending, newest] as const, ([waiting], _former, onCleanup) => {
    overdue.value = false;
    if (!waiting) return;
    const timer = setTimeout(() => (overdue.value = true), GRACE);
    onCleanup(() => clearTimeout(timer));
  });

  return {
    pending,
    escapes: computed(() => {
      const [answered, present] = [newest.value, keyed.value];
      if (!answered || !present) return [];
      const { question: asked, answer } = answered;
      if (asked.key === present.key) return answer;
      return pending.value && !overdue.value && asked.subject === present.subject ? answer : [];
    }),
  };
}

/** Predictions kept: enough to go back and forth through some edits. */
const KEPT = 32;

/** The same predictions, each worked out once. */
export function rememberingPredictions(predict: PredictElsewhere): PredictElsewhere {
  const kept = new Map<string, RunEscapes>();
  return async (runs, target, signal) => {
    const key = predictionKey(runs, target);
    const known = kept.get(key);
    if (known) return known;
    const found = await predict(runs, target, signal);
    kept.set(key, found);
    const oldest = kept.size > KEPT ? kept.keys().next() : null;
    if (oldest && !oldest.done) kept.delete(oldest.value);
    return found;
  };
}

/** Text of all that a prediction depends on. */
function predictionKey(runs: readonly PredictedRun[], { table }: Pick<TargetDescription, 'table'>): string {
  const asked = runs.map(({ flow, start, dimension, studentWidth }) => [
    flow,
    start,
    dimension,
    studentWidth,
  ]);
  return JSON.stringify([table.r, table.terms, asked]);
}
