import { isConnectionLoss } from '@shared/contract/errors';
import { customRef, shallowRef, type Ref } from 'vue';
import type { ViewState, ViewValue } from '@shared/contract/view-state';
import type { WorkbenchCalls } from '@shared/contract/workbench';

/** What of the window comes back after a restart, by project. */
export interface ViewStore {
  /**
   * A value that is kept under `name`, unique in the window; `initial` until one was kept, and where the kept one is of
   * another type. `initial` null takes any text.
   */
  remember<Value extends ViewValue>(name: string, initial: Value): Ref<Value>;
  /** Takes over what was kept of the project that is open now. */
  load(): Promise<void>;
  /** Goes on with the present view in the project that is open now: the same study under another name or after a loss. */
  carryOver(): void;
  /** Sends what has not been sent yet. */
  flush(): Promise<void>;
}

/** Changes in quick succession, as while a pane is dragged, are sent together. */
const SAVE_DELAY = 400;

/** The view store over `workbench`; what cannot be kept is told to `onRefused`. */
export function createViewStore(
  workbench: Pick<WorkbenchCalls, 'readView' | 'saveView'>,
  onRefused: (error: unknown) => void,
): ViewStore {
  const kept = shallowRef<ViewState>({});
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function save(): Promise<void> {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    await workbench.saveView(kept.value).catch((error: unknown) => {
      // Sent again when there is a connection (see carryOver).
      if (!isConnectionLoss(error)) onRefused(error);
    });
  }

  return {
    remember: (name, initial) =>
      customRef(() => ({
        get() {
          const value = kept.value[name];
          return isLike(value, initial) ? (value as typeof initial) : initial;
        },
        set(value) {
          if (kept.value[name] === value) return;
          kept.value = { ...kept.value, [name]: value };
          timer ??= setTimeout(() => void save(), SAVE_DELAY);
        },
      })),
    async load() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      kept.value = await workbench.readView();
    },
    carryOver: () => (timer ??= setTimeout(() => void save(), SAVE_DELAY)),
    flush: save,
  };
}

function isLike(value: ViewValue | undefined, initial: ViewValue): boolean {
  if (value === undefined) return false;
  return initial === null ? value === null || typeof value === 'string' : typeof value === typeof initial;
}
