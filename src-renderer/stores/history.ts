import { computed, shallowRef, type ComputedRef } from 'vue';
import type { PressWatch } from './press';

/** One step of the history: what it is called and the values before and after it. */
export interface HistoryEntry<T> {
  readonly label: string;
  readonly before: T;
  readonly after: T;
}

/** Undo and redo over immutable values. */
export interface History<T> {
  /** Label of the step that undo / redo would take; null when there is none. */
  readonly undoLabel: ComputedRef<string | null>;
  readonly redoLabel: ComputedRef<string | null>;
  /**
   * Records a step and forgets what could be redone. Steps of the same `gesture` become one step while one press of the
   * pointer lasts (a drag, however slow), and without a press when they follow each other at once (a held arrow key).
   */
  record(entry: HistoryEntry<T>, gesture?: string): void;
  /** The value to go back / forward to; null when there is none. */
  undo(): T | null;
  redo(): T | null;
  clear(): void;
}

/** Longest pause inside a gesture of the keyboard, in milliseconds. */
const GESTURE_PAUSE = 1000;

/** An empty history; `press` tells which press of the pointer goes on, `now` milliseconds. */
export function createHistory<T>(press: PressWatch, now: () => number = Date.now): History<T> {
  const done = shallowRef<readonly HistoryEntry<T>[]>([]);
  const undone = shallowRef<readonly HistoryEntry<T>[]>([]);
  let lastGesture: string | undefined;
  let lastTime = -Infinity;
  let lastPress: number | null = null;

  function continues(gesture: string | undefined): boolean {
    if (gesture === undefined || gesture !== lastGesture || press() !== lastPress) return false;
    return lastPress !== null || now() - lastTime < GESTURE_PAUSE;
  }

  return {
    undoLabel: computed(() => done.value.at(-1)?.label ?? null),
    redoLabel: computed(() => undone.value.at(-1)?.label ?? null),
    record(entry, gesture) {
      const previous = done.value.at(-1);
      done.value =
        continues(gesture) && previous
          ? [...done.value.slice(0, -1), { ...entry, before: previous.before }]
          : [...done.value, entry];
      undone.value = [];
      lastGesture = gesture;
      lastTime = now();
      lastPress = press();
    },
    undo() {
      const entry = done.value.at(-1);
      if (!entry) return null;
      done.value = done.value.slice(0, -1);
      undone.value = [...undone.value, entry];
      lastGesture = undefined;
      return entry.before;
    },
    redo() {
      const entry = undone.value.at(-1);
      if (!entry) return null;
      undone.value = undone.value.slice(0, -1);
      done.value = [...done.value, entry];
      lastGesture = undefined;
      return entry.after;
    },
    clear() {
      done.value = [];
      undone.value = [];
      lastGesture = undefined;
    },
  };
}
