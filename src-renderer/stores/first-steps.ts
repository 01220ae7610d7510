import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

/** The three things a newcomer is invited to do, in order. */
export type FirstStep = 'run' | 'change-dimension' | 'export';

/** Which first steps are done, and whether the invitation is still shown. */
export interface FirstSteps {
  readonly done: Readonly<ShallowRef<ReadonlySet<FirstStep>>>;
  readonly visible: ComputedRef<boolean>;
  tick(step: FirstStep): void;
  /** Puts the invitation away for good. */
  dismiss(): void;
}

const KEY = 'grassflow.first-steps-dismissed';

/** The first steps, none done yet; a dismissal is remembered in `storage`. */
export function createFirstSteps(storage: Pick<Storage, 'getItem' | 'setItem'>): FirstSteps {
  const done = shallowRef<ReadonlySet<FirstStep>>(new Set());
  const dismissed = shallowRef(storage.getItem(KEY) !== null);
  return {
    done,
    visible: computed(() => !dismissed.value),
    tick: (step) => {
      if (!done.value.has(step)) done.value = new Set([...done.value, step]);
    },
    dismiss: () => {
      dismissed.value = true;
      storage.setItem(KEY, 'yes');
    },
  };
}
