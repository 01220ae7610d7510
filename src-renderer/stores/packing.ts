import { shallowRef, type ShallowRef } from 'vue';
import type { PackedProject } from '@shared/contract/project-state';
import type { Workbench } from '@shared/contract/workbench';

/** A project that is being packed. */
export interface PackingState {
  /** The file it goes into. */
  readonly path: string;
  /** Part of its files that is there, from 0 to 1. */
  readonly fraction: number;
  /** Null before it can be told. */
  readonly millisecondsLeft: number | null;
}

/** The packing of the project into one file. */
export interface PackingStore {
  /** Null while nothing is packed. */
  readonly state: Readonly<ShallowRef<PackingState | null>>;
  /** Packs the project; null when it was cancelled. Rejects as `Workbench.packProject`. */
  pack(path: string): Promise<PackedProject | null>;
  cancel(): Promise<void>;
}

/** Before so many milliseconds the time left would be a guess. */
const FIRST_ESTIMATE = 500;

/** The packing store over a workbench; `now` in milliseconds. */
export function createPackingStore(
  workbench: Pick<Workbench, 'packProject' | 'cancelPacking' | 'onEvent'>,
  now: () => number = () => performance.now(),
): PackingStore {
  const state = shallowRef<PackingState | null>(null);
  let startedAt = 0;

  workbench.onEvent((event) => {
    if (event.type !== 'packing-progress' || state.value === null) return;
    const fraction = event.packed / Math.max(1, event.files);
    const spent = now() - startedAt;
    const millisecondsLeft =
      spent < FIRST_ESTIMATE || fraction === 0 ? null : (spent * (1 - fraction)) / fraction;
    state.value = { ...state.value, fraction, millisecondsLeft };
  });

  return {
    state,
    async pack(path) {
      startedAt = now();
      state.value = { path, fraction: 0, millisecondsLeft: null };
      try {
        return await workbench.packProject({ path });
      } finally {
        state.value = null;
      }
    },
    cancel: () => workbench.cancelPacking(),
  };
}
