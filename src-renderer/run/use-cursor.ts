import { computed, shallowRef, type ComputedRef, type ShallowRef, type WritableComputedRef } from 'vue';
import { cursorStops, nextStop, plateauStops } from './cursor';
import type { Stage } from './use-stages';

/** The one cursor through all stages, a time. */
export interface Cursor {
  /** Where the user has put it; null until then. */
  readonly placed: Readonly<ShallowRef<number | null>>;
  /** Where values are read: the cursor, or the last sample until it is placed, so that a live run carries it along. */
  readonly t: WritableComputedRef<number | null>;
  step(direction: 1 | -1, unit: 'sample' | 'plateau'): void;
  toEnd(end: 'first' | 'last'): void;
}

/** A cursor over `stages`. */
export function useCursor(stages: ComputedRef<readonly Stage[]>): Cursor {
  const placed = shallowRef<number | null>(null);
  const stops = computed(() => cursorStops(stages.value.map((stage) => stage.drawn.samples)));
  const t = computed({
    get: () => placed.value ?? stops.value.at(-1) ?? null,
    set: (time) => (placed.value = time),
  });

  return {
    placed,
    t,
    step(direction, unit) {
      const first = stops.value[0];
      if (t.value === null || first === undefined) return;
      const targets =
        unit === 'sample'
          ? stops.value
          : plateauStops(
              stages.value.flatMap((stage) => stage.drawn.plateaus),
              first,
            );
      placed.value = nextStop(targets, t.value, direction);
    },
    toEnd(end) {
      placed.value = (end === 'first' ? stops.value[0] : stops.value.at(-1)) ?? null;
    },
  };
}
