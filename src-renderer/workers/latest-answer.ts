import { getCurrentScope, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/** A question with its answer. */
export interface Answered<Question, Answer> {
  readonly question: Question;
  readonly answer: Answer;
}

/** The answers to a question that keeps changing. */
export interface LatestAnswer<Question, Answer> {
  /** The newest answer there is, of the present question or of a former one; null before the first. */
  readonly newest: Readonly<ShallowRef<Answered<Question, Answer> | null>>;
  /** Whether the present question still waits for its answer. */
  readonly pending: Readonly<ShallowRef<boolean>>;
}

/** What can be asked: questions of one key have one answer. */
interface KeyedQuestion {
  readonly key: string;
}

/** Milliseconds after which a question that was overtaken by another is given up. Until then its answer is shown. */
const PATIENCE = 250;

/**
 * Asks whenever the question changes, one question at a time: of those that come meanwhile only the newest is asked
 * next, so that a drag shows what can be worked out on its way and ends with the answer to its end. With the question
 * null nothing is asked and the last answer forgotten. Failures are told to `onFailed`; that question then has no answer.
 */
export function createLatestAnswer<Question extends KeyedQuestion, Answer>(
  question: () => Question | null,
  ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
  onFailed: (error: unknown) => void,
): LatestAnswer<Question, Answer> {
  const newest = shallowRef<Answered<Question, Answer> | null>(null);
  const pending = shallowRef(false);
  let wanted: Question | null = null;
  let asked: { readonly key: string; readonly since: number; readonly work: AbortController } | null = null;

  async function work(): Promise<void> {
    while (wanted !== null && wanted.key !== newest.value?.question.key) {
      const present: Question = wanted;
      const own = { key: present.key, since: performance.now(), work: new AbortController() };
      asked = own;
      try {
        const answer = await ask(present, own.work.signal);
        // Who has gone back to the question before this one has its answer already.
        const returned = wanted?.key === newest.value?.question.key;
        if (!own.work.signal.aborted && !returned) newest.value = { question: present, answer };
      } catch (error) {
        if (!own.work.signal.aborted) {
          onFailed(error);
          if (wanted?.key === present.key) wanted = null;
        }
      }
    }
    asked = null;
    pending.value = false;
  }

  watch(
    question,
    (next) => {
      wanted = next;
      if (next === null) {
        newest.value = null;
        asked?.work.abort();
        return;
      }
      if (asked !== null) {
        if (asked.key !== next.key && performance.now() - asked.since > PATIENCE) asked.work.abort();
        pending.value = true;
      } else if (next.key !== newest.value?.question.key) {
        pending.value = true;
        void work();
      }
    },
    { immediate: true, flush: 'sync' },
  );
  if (getCurrentScope()) {
    onScopeDispose(() => {
      wanted = null;
      asked?.work.abort();
    });
  }
  return { newest, pending };
}
