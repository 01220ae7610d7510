import { shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { Itinerary } from '@shared/numerics/itinerary/itinerary';
import { itineraryInWorker, type ItineraryInput } from './itinerary-in-worker';

/** An itinerary as far as it is known. */
export interface ItineraryState {
  /** The last one read; null before, and after the run it was read from is gone. */
  readonly itinerary: Itinerary | null;
  readonly reading: boolean;
  /** Why it could not be read; null when it could. */
  readonly failure: string | null;
}

const NOTHING: ItineraryState = { itinerary: null, reading: false, failure: null };

/** Milliseconds without a change after which it is read again: a dragged threshold and a live run change all the time. */
const REST = 150;

/** The itinerary of `input`, read again whenever that changes; the former one stays until the new one is there. */
export function useItinerary(
  input: ComputedRef<ItineraryInput | null>,
): Readonly<ShallowRef<ItineraryState>> {
  const state = shallowRef<ItineraryState>(NOTHING);
  watch(
    input,
    (asked, _former, onCleanup) => {
      if (asked === null) {
        state.value = NOTHING;
        return;
      }
      const work = new AbortController();
      state.value = { ...state.value, reading: true };
      const rest = setTimeout(() => {
        itineraryInWorker(asked, work.signal).then(
          (itinerary) => (state.value = { itinerary, reading: false, failure: null }),
          (error: unknown) => {
            if (work.signal.aborted) return;
            const failure = error instanceof Error ? error.message : String(error);
            state.value = { itinerary: null, reading: false, failure };
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
