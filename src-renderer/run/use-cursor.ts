import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { cursorStops, nextStop, plateauStops, timesSpanned } from './cursor';
import { withPin } from './pins';
import type { Stage } from './use-stages';

/** The one cursor through all stages, a time, with up to two pins. */
export interface Cursor {
  /** Where the user has put it; null until then. */
  readonly placed: Readonly<ShallowRef<number | null>>;
  /** Where values are read: the cursor, or the last sample until it is placed, so that a live run carries it along. */
  readonly t: ComputedRef<number | null>;
  /** First and last sample time of all stages; null without samples. */
  readonly ends: ComputedRef<readonly [number, number] | null>;
  /** Pinned times in the order they were pinned, at most two. */
  readonly pins: Readonly<ShallowRef<readonly number[]>>;
  moveTo(t: number): void;
  step(direction: 1 | -1, unit: 'sample' | 'plateau'): void;
  /** Goes to the first sample, or to the last one and along with it from then on. */
  toEnd(end: 'first' | 'last'): void;
  /** Pins a time; a third pin begins anew. */
  pin(t: number): void;
  unpin(): void;
}

/** A cursor over `stages`. */
export function useCursor(stages: ComputedRef<readonly Stage[]>): Cursor {
  const placed = shallowRef<number | null>(null);
  const pins = shallowRef<readonly number[]>([]);
  const runs = computed(() => stages.value.map((stage) => stage.drawn.samples));
  const ends = computed(() => timesSpanned(runs.value));
  const t = computed(() => placed.value ?? ends.value?.[1] ?? null);

  return {
    placed,
    t,
    ends,
    pins,
    moveTo: (time) => (placed.value = time),
    step(direction, unit) {
      if (t.value === null || ends.value === null) return;
      const targets =
        unit === 'sample'
          ? cursorStops(runs.value)
          : plateauStops(
              stages.value.flatMap((stage) => stage.drawn.plateaus),
              ends.value[0],
            );
      placed.value = nextStop(targets, t.value, direction);
    },
    toEnd(end) {
      placed.value = end === 'first' ? (ends.value?.[0] ?? null) : null;
    },
    pin: (time) => (pins.value = withPin(pins.value, time)),
    unpin: () => (pins.value = []),
  };
}
