import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { describeError } from '../stores/notices';
import type { AnalysisHelper } from './analysis-in-worker';
import type { AskWorker, ReportProgress } from './ask-worker';

/** How far a task is. */
export interface TaskProgress {
  readonly done: number;
  readonly total: number;
  /** Estimated milliseconds left; null while unknown. */
  readonly millisecondsLeft: number | null;
}

/** A question about runs that is worked out beside the page. */
export interface AnalysisTask<Result> {
  /** The last answer; null before the first. */
  readonly result: ComputedRef<Result | null>;
  /** Whether runs or settings have changed since that answer. */
  readonly isStale: ComputedRef<boolean>;
  /** Null while nothing is worked on. */
  readonly progress: Readonly<ShallowRef<TaskProgress | null>>;
  /** Why there is no new answer; null when nothing went wrong. */
  readonly failure: Readonly<ShallowRef<string | null>>;
  /** Whether there is something to ask. */
  readonly isAskable: ComputedRef<boolean>;
  /** Works the present question out, in place of one that is under way. */
  start(): void;
  /** Ends the work; the last answer stays. */
  cancel(): void;
}

/** What a task is made of. */
export interface TaskOptions<Input, Result> {
  /** The question; null while there is none. */
  readonly input: ComputedRef<Input | null>;
  /** Equal texts, equal answers. */
  readonly identity: ComputedRef<string>;
  /** What is asked about: an answer about another subject is not even an old answer. */
  readonly subject: ComputedRef<string>;
  /** Whether it is so quick that it is asked again by itself. */
  readonly isQuick: (input: Input) => boolean;
  /** Whether somebody looks at the answer. */
  readonly isWatched: ComputedRef<boolean>;
  readonly startWorker: () => AnalysisHelper;
  readonly work: (input: Input, ask: AskWorker, report: ReportProgress) => Promise<Result>;
}

/** Milliseconds without a change after which a quick question is asked by itself. */
const REST = 300;

/** A task. It keeps its answer while nobody looks, and asks nothing then. */
export function createAnalysisTask<Input, Result>(options: TaskOptions<Input, Result>): AnalysisTask<Result> {
  const { input, identity, subject, isQuick, isWatched, startWorker, work } = options;
  const answer = shallowRef<{ readonly identity: string; readonly value: Result } | null>(null);
  const progress = shallowRef<TaskProgress | null>(null);
  const failure = shallowRef<string | null>(null);
  let helper: AnalysisHelper | null = null;
  let round = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function cancel(): void {
    round++;
    clearTimeout(rest);
    helper?.stop();
    helper = null;
    progress.value = null;
  }

  async function start(): Promise<void> {
    cancel();
    const question = input.value;
    if (question === null) return;
    const of = round;
    const own = (helper = startWorker());
    const asked = identity.value;
    const begun = performance.now();
    failure.value = null;
    progress.value = { done: 0, total: 0, millisecondsLeft: null };
    const report = (done: number, total: number): void => {
      if (of !== round) return;
      const elapsed = performance.now() - begun;
      progress.value = { done, total, millisecondsLeft: done > 0 ? (elapsed * (total - done)) / done : null };
    };
    try {
      const value = await work(question, (call) => Promise.race([call(own.remote), own.failed]), report);
      if (of === round) answer.value = { identity: asked, value };
    } catch (error) {
      if (of === round) failure.value = describeError(error).message;
    } finally {
      own.stop();
      if (of === round) {
        helper = null;
        progress.value = null;
      }
    }
  }

  watch(subject, () => {
    cancel();
    answer.value = null;
    failure.value = null;
  });
  watch(
    [identity, isWatched, () => input.value === null],
    () => {
      clearTimeout(rest);
      const question = input.value;
      if (!isWatched.value || question === null || answer.value?.identity === identity.value) return;
      // What is under way answers a question of yesterday.
      if (progress.value !== null) cancel();
      if (isQuick(question)) rest = setTimeout(() => void start(), REST);
    },
    { immediate: true },
  );
  onScopeDispose(cancel);

  return {
    result: computed(() => answer.value?.value ?? null),
    isStale: computed(() => answer.value !== null && answer.value.identity !== identity.value),
    progress,
    failure,
    isAskable: computed(() => input.value !== null),
    start: () => void start(),
    cancel,
  };
}
