import { shallowRef, type ShallowRef } from 'vue';
import { WorkbenchError } from '@shared/contract/errors';

/** A message to the user that stays until it is dismissed or superseded. */
export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'info';
  readonly message: string;
  /** What the user can do; empty when nothing. */
  readonly remedy: string;
}

/** The messages now shown, newest last. */
export interface Notices {
  readonly list: Readonly<ShallowRef<readonly Notice[]>>;
  /** Answers its id. */
  show(notice: Omit<Notice, 'id'>): number;
  /** Shows an error of a call in words: what happened, which fields, what to do. */
  showError(error: unknown): void;
  dismiss(id: number): void;
}

/** An empty board of notices. */
export function createNotices(): Notices {
  const list = shallowRef<readonly Notice[]>([]);
  let nextId = 1;

  function show(notice: Omit<Notice, 'id'>): number {
    const others = list.value.filter((shown) => shown.message !== notice.message);
    const id = nextId++;
    list.value = [...others, { ...notice, id }].slice(-3);
    return id;
  }

  return {
    list,
    show,
    showError: (error) => void show({ tone: 'error', ...describeError(error) }),
    dismiss: (id) => {
      list.value = list.value.filter((notice) => notice.id !== id);
    },
  };
}

/** An error in words: what happened and what to do. */
export function describeError(error: unknown): { readonly message: string; readonly remedy: string } {
  if (!(error instanceof WorkbenchError)) {
    return { message: error instanceof Error ? error.message : String(error), remedy: '' };
  }
  if (error.problems.length === 0) return { message: error.message, remedy: error.remedy };
  return {
    message: error.problems.map((problem) => `${problem.field}: ${problem.cause}`).join('; '),
    remedy: error.problems.map((problem) => problem.remedy).join('; '),
  };
}
