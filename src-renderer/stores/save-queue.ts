import type { ProjectState } from '@shared/contract/project-state';
import type { WorkbenchCalls } from '@shared/contract/workbench';
import type { DocumentChange } from './documents';

/** Document changes on their way to the workbench, one call at a time; of several for one document only the last is sent. */
export interface SaveQueue {
  /** True while something is queued or being saved. */
  readonly busy: () => boolean;
  push(changes: readonly DocumentChange[]): void;
  /** Resolves once everything pushed so far is saved or refused. */
  settled(): Promise<void>;
}

/** A queue that calls `onSaved` with the last answer whenever everything is saved, and `onRefused` with a refusal, which
 * empties the queue. */
export function createSaveQueue(
  workbench: WorkbenchCalls,
  onSaved: (state: ProjectState) => void,
  onRefused: (error: unknown) => void,
): SaveQueue {
  const waiting = new Map<string, DocumentChange>();
  let draining: Promise<void> | null = null;
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
        waiting.clear();
        draining = null;
        onRefused(error);
        return;
      }
    }
    draining = null;
    if (answered) onSaved(answered);
  }

  return {
    busy: () => draining !== null,
    push(changes) {
      for (const change of changes) waiting.set(`${change.kind}:${change.id}`, change);
      if (waiting.size > 0) draining ??= drain();
    },
    settled: () => draining ?? Promise.resolve(),
  };
}

function saveChange(workbench: WorkbenchCalls, change: DocumentChange): Promise<ProjectState> {
  if (change.kind === 'marks') return workbench.saveMarks(change.document);
  if (change.document === null) return workbench.deleteDocument({ kind: change.kind, id: change.id });
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
