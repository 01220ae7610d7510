import { shallowRef, type ShallowRef } from 'vue';
import { isConnectionLoss, WorkbenchError } from '@shared/contract/errors';

/** A message to the user. */
export interface Notice {
  readonly id: number;
  /** Errors and warnings stay until they are dismissed or superseded; an information is quiet and passes. */
  readonly tone: 'error' | 'warning' | 'info';
  readonly message: string;
  /** What the user can do; empty when nothing. */
  readonly remedy: string;
}

/** A message with what can be done, as sentences. */
export function noticeText({ message, remedy }: Pick<Notice, 'message' | 'remedy'>): string {
  if (remedy === '') return message;
  return [message, remedy].map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** The messages now shown, newest last. */
export interface Notices {
  readonly list: Readonly<ShallowRef<readonly Notice[]>>;
  /** Answers its id. */
  show(notice: Omit<Notice, 'id'>): number;
  /**
   * Shows an error of a call in words: what happened, which fields, what to do. That the connection is lost is told once,
   * where its state is shown, and not by every call that finds it lost.
   */
  showError(error: unknown): void;
  dismiss(id: number): void;
  /** Takes every message away: what they were about is no longer on the screen. */
  clear(): void;
}

/** How long an information stays, in milliseconds. */
const PASSES_AFTER = 8000;
const MOST_SHOWN = 3;

/** An empty board of notices. */
export function createNotices(): Notices {
  const list = shallowRef<readonly Notice[]>([]);
  let nextId = 1;

  function show(notice: Omit<Notice, 'id'>): number {
    const shown = { ...notice, id: nextId++ };
    const others = list.value.filter(({ message }) => message !== notice.message);
    list.value = [...others, shown].slice(-MOST_SHOWN);
    if (notice.tone === 'info') setTimeout(() => dismiss(shown.id), PASSES_AFTER);
    return shown.id;
  }

  function dismiss(id: number): void {
    if (list.value.some((notice) => notice.id === id))
      list.value = list.value.filter((notice) => notice.id !== id);
  }

  return {
    list,
    show,
    showError(error) {
      if (!isConnectionLoss(error)) show({ tone: 'error', ...describeError(error) });
    },
    dismiss,
    clear: () => (list.value = []),
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
