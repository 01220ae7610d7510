import { computed, shallowRef, type ComputedRef, type WritableComputedRef } from 'vue';
import { cursorStops, nextStop, plateauStops } from './cursor';
import type { Stage } from './use-stages';

/** The one cursor through all stages, a time. */
export interface Cursor {
  readonly t: WritableComputedRef<number | null>;
  step(direction: 1 | -1, unit: 'sample' | 'plateau'): void;
  toEnd(end: 'first' | 'last'): void;
}

/** A cursor over `stages`. Until it is moved it stands on the last sample there is, so a live run carries it along. */
export function useCursor(stages: ComputedRef<readonly Stage[]>): Cursor {
  const placed = shallowRef<number | null>(null);
  const stops = computed(() => cursorStops(stages.value.map((stage) => stage.drawn.samples)));
  const t = computed({
    get: () => placed.value ?? stops.value.at(-1) ?? null,
    set: (time) => (placed.value = time),
  });

  return {
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
