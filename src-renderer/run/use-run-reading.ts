import { shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';

/** What was read from a run, as far as it is known. */
export interface RunReading<Answer> {
  /** The last answer; null before, and after the run it was read from is gone. */
  readonly answer: Answer | null;
  /** Why nothing could be read; null when it could. */
  readonly failure: string | null;
}

const NOTHING = { answer: null, failure: null };

/** Milliseconds without a change after which it is read again: a dragged threshold and a live run change all the time. */
const REST = 150;

/** What `read` makes of `input`, read again whenever that changes; the former answer stays until the new one is there. */
export function useRunReading<Input, Answer>(
  input: ComputedRef<Input | null>,
  read: (input: Input, signal: AbortSignal) => Promise<Answer>,
): Readonly<ShallowRef<RunReading<Answer>>> {
  const state = shallowRef<RunReading<Answer>>(NOTHING);
  watch(
    input,
    (asked, _former, onCleanup) => {
      if (asked === null) {
        state.value = NOTHING;
        return;
      }
      const work = new AbortController();
      const rest = setTimeout(() => {
        read(asked, work.signal).then(
          (answer) => (state.value = { answer, failure: null }),
          (error: unknown) => {
            if (work.signal.aborted) return;
            state.value = { answer: null, failure: error instanceof Error ? error.message : String(error) };
          },
        );
      }, REST);
      onCleanup(() => {
        clearTimeout(rest);
        work.abort();
      });
    },
    { immediate: true },
  );
  return state;
}
