import { isConnectionLoss, WorkbenchError } from '@shared/contract/errors';
import type { ProjectState } from '@shared/contract/project-state';
import type { DocumentKind, WorkbenchCalls } from '@shared/contract/workbench';
import type { DocumentChange } from './documents';

/**
 * Document changes on their way to the workbench, one call at a time; of several for one document only the last is sent.
 * What a lost connection kept from being saved waits for `resume`.
 */
export interface SaveQueue {
  /** True while something is queued or being saved. */
  readonly busy: () => boolean;
  push(changes: readonly DocumentChange[]): void;
  /** Resolves once everything pushed so far is saved or refused, or the connection is lost. */
  settled(): Promise<void>;
  /** Sends what waits since the connection was lost: there is a new one. */
  resume(): void;
  /** Forgets what waits: it belongs to a project that was left. */
  clear(): void;
}

/** A queue that calls `onSaved` with the last answer whenever everything is saved, and `onRefused` with a refusal, which
 * empties the queue. */
export function createSaveQueue(
  workbench: WorkbenchCalls,
  onSaved: (state: ProjectState) => void,
  onRefused: (error: unknown) => void,
): SaveQueue {
  let waiting = new Map<string, DocumentChange>();
  let draining: Promise<void> | null = null;
  let interrupted = false;
  let answered: ProjectState | null = null;

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
        if (isConnectionLoss(error)) {
          // Nobody knows whether it arrived; to save it twice does no harm. What came after it wins.
          waiting = new Map([[key, change], ...waiting]);
          interrupted = true;
          return;
        }
        waiting.clear();
        onRefused(error);
        return;
      }
    }
    draining = null;
    if (answered) onSaved(answered);
  }

  function send(): void {
    if (waiting.size > 0 && !interrupted) draining ??= drain();
  }

  return {
    busy: () => draining !== null || waiting.size > 0,
    push(changes) {
      for (const change of changes) waiting.set(`${change.kind}:${change.id}`, change);
      send();
    },
    settled: () => draining ?? Promise.resolve(),
    resume() {
      interrupted = false;
      send();
    },
    clear() {
      waiting.clear();
      interrupted = false;
    },
  };
}

function saveChange(workbench: WorkbenchCalls, change: DocumentChange): Promise<ProjectState> {
  if (change.kind === 'marks') return workbench.saveMarks(change.document);
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
    // Gone already: the answer of a former try was lost with its connection.
    const isGone = error instanceof WorkbenchError && error.code === 'not-found';
    const state = isGone ? await workbench.restoreProject() : null;
    if (state === null) throw error;
    return state;
  }
}
