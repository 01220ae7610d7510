import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

/** What a newcomer is invited to do, in order; each is ticked when it has been done, however. */
export const TUTORIAL_STEPS = [
  'run',
  'change-dimension',
  'export',
  'edit-target',
  'undo',
  'sweep',
  'send-to-figure',
  'check-study',
  'find-command',
] as const;

/** A step of the tutorial. */
export type TutorialStep = (typeof TUTORIAL_STEPS)[number];

/** The steps on the card that the first start shows. */
export const FIRST_STEPS: readonly TutorialStep[] = ['run', 'change-dimension', 'export'];

/** Which steps are done, and whether the card is still shown. */
export interface Tutorial {
  readonly done: Readonly<ShallowRef<ReadonlySet<TutorialStep>>>;
  readonly cardVisible: ComputedRef<boolean>;
  tick(step: TutorialStep): void;
  /** Puts the card away for good. */
  dismissCard(): void;
  /** Takes all ticks back and shows the card again. */
  restart(): void;
}

const DONE_KEY = 'grassflow.tutorial-done';
const CARD_KEY = 'grassflow.first-steps-dismissed';

/** The tutorial; ticks and the dismissal of its card are kept in `storage`, since they are the user's, not a project's. */
export function createTutorial(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Tutorial {
  const kept = (storage.getItem(DONE_KEY) ?? '').split(' ');
  const done = shallowRef<ReadonlySet<TutorialStep>>(
    new Set(TUTORIAL_STEPS.filter((step) => kept.includes(step))),
  );
  const dismissed = shallowRef(storage.getItem(CARD_KEY) !== null);

  function setDone(steps: readonly TutorialStep[]): void {
    done.value = new Set(steps);
    storage.setItem(DONE_KEY, steps.join(' '));
  }

  return {
    done,
    cardVisible: computed(() => !dismissed.value),
    tick: (step) => {
      if (!done.value.has(step)) setDone([...done.value, step]);
    },
    dismissCard: () => {
      dismissed.value = true;
      storage.setItem(CARD_KEY, 'yes');
    },
    restart: () => {
      setDone([]);
      dismissed.value = false;
      storage.removeItem(CARD_KEY);
    },
  };
}
