import { shallowRef, type ShallowRef } from 'vue';
import { isConnectionLoss, WorkbenchError } from '@shared/contract/errors';
import type { ProjectState } from '@shared/contract/project-state';
import type { DocumentKind, WorkbenchCalls } from '@shared/contract/workbench';
import type { DocumentChange } from './documents';

/** Document changes on their way to the workbench, one call at a time; of several for one document only the last is sent. */
export interface SaveQueue {
  /** True while something is queued or being saved. */
  readonly busy: () => boolean;
  /** Why the queue cannot go on for now; null while it can. What is in it stays there and is tried again. */
  readonly obstacle: Readonly<ShallowRef<WorkbenchError | null>>;
  push(changes: readonly DocumentChange[]): void;
  /** Tries again now what met an obstacle. */
  retry(): void;
  /** Forgets what is queued: it belongs to a project that was left. */
  clear(): void;
  /** Resolves once everything pushed so far is saved or refused, or has met an obstacle. */
  settled(): Promise<void>;
}

/** What is told of the queue. */
export interface SaveListener {
  /** Everything is saved; `state` is the last answer. */
  onSaved(state: ProjectState): void;
  /** A change was refused for what it says. The queue is empty then. */
  onRefused(error: unknown): void;
}

/** Milliseconds until a change is tried again after an obstacle: at first, and at most. */
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30_000;

/**
 * A queue that sends changes through `workbench`. A full disk, a folder that is gone or a lost connection is an obstacle: what is
 * queued is kept and tried again, from time to time or, after a lost connection, at `retry`. Any other error is a refusal of the
 * change itself.
 */
export function createSaveQueue(workbench: WorkbenchCalls, listener: SaveListener): SaveQueue {
  const waiting = new Map<string, DocumentChange>();
  const obstacle = shallowRef<WorkbenchError | null>(null);
  let draining: Promise<void> | null = null;
  let answered: ProjectState | null = null;
  let delay = FIRST_RETRY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function drain(): Promise<void> {
    for (;;) {
      const next = waiting.entries().next();
      if (next.done) break;
      const [key, change] = next.value;
      waiting.delete(key);
      try {
        answered = await saveChange(workbench, change);
      } catch (error) {
        draining = null;
        if (isObstacle(error)) meet(error, key, change);
        else {
          waiting.clear();
          listener.onRefused(error);
        }
        return;
      }
    }
    draining = null;
    obstacle.value = null;
    delay = FIRST_RETRY;
    if (answered) listener.onSaved(answered);
  }

  /** Puts the change back in front, unless a newer one for its document has come, and tries again later. */
  function meet(error: WorkbenchError, key: string, change: DocumentChange): void {
    const later = [...waiting];
    waiting.clear();
    if (!later.some(([other]) => other === key)) waiting.set(key, change);
    for (const [other, newer] of later) waiting.set(other, newer);
    obstacle.value = error;
    clearTimeout(timer);
    // A new connection begins without a project: whoever opens it there says when to go on.
    if (isConnectionLoss(error)) return;
    timer = setTimeout(start, delay);
    delay = Math.min(2 * delay, LONGEST_RETRY);
  }

  function start(): void {
    clearTimeout(timer);
    if (waiting.size > 0) draining ??= drain();
  }

  return {
    busy: () => draining !== null || waiting.size > 0,
    obstacle,
    push(changes) {
      for (const change of changes) {
        const key = `${change.kind}:${change.id}`;
        // To the end: a document is deleted after those that named it.
        waiting.delete(key);
        waiting.set(key, change);
      }
      if (obstacle.value === null) start();
    },
    retry() {
      delay = FIRST_RETRY;
      start();
    },
    clear() {
      clearTimeout(timer);
      waiting.clear();
      obstacle.value = null;
      delay = FIRST_RETRY;
    },
    settled: () => draining ?? Promise.resolve(),
  };
}

/** Whether an error says nothing about the change but that it cannot be stored just now. */
function isObstacle(error: unknown): error is WorkbenchError {
  return isConnectionLoss(error) || (error instanceof WorkbenchError && error.code === 'storage');
}

function saveChange(workbench: WorkbenchCalls, change: DocumentChange): Promise<ProjectState> {
  if (change.kind === 'marks') return workbench.saveMarks(change.document);
  if (change.kind === 'head') return workbench.saveHead(change.document);
  if (change.document === null) return deleteDocument(workbench, change.kind, change.id);
  switch (change.kind) {
    case 'target':
      return workbench.saveTarget(change.document);
    case 'experiment':
      return workbench.saveExperiment(change.document);
    case 'sweep':
      return workbench.saveSweep(change.document);
    case 'analysis':
      return workbench.saveAnalysis(change.document);
    case 'figure':
      return workbench.saveFigure(change.document);
  }
}

async function deleteDocument(
  workbench: WorkbenchCalls,
  kind: DocumentKind,
  id: string,
): Promise<ProjectState> {
  try {
    return await workbench.deleteDocument({ kind, id });
  } catch (error) {
    // Not there: the answer of a former try was lost, or it was unmade before it was ever sent.
    const isGone = error instanceof WorkbenchError && error.code === 'not-found';
    const state = isGone ? await workbench.restoreProject() : null;
    if (state === null) throw error;
    return state;
  }
}
