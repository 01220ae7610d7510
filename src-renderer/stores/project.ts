import { computed, type ComputedRef, nextTick, type ShallowRef, shallowRef } from 'vue';
import type { WorkbenchError } from '@shared/contract/errors';
import type { ProjectState } from '@shared/contract/project-state';
import type { Workbench } from '@shared/contract/workbench';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { applyChange, inverseChange, type DocumentChange } from './documents';
import { createHistory, type History } from './history';
import type { PressWatch } from './press';
import { createSaveQueue } from './save-queue';
import { createSelection, type SelectionStore } from './selection';
import { sharingParts } from './share-parts';
import type { ViewStore } from './view-state';

/** The open project in the page: what the workbench says of it, and the documents with edits that are still being saved. */
export interface ProjectStore {
  readonly state: Readonly<ShallowRef<ProjectState | null>>;
  readonly documents: Readonly<ShallowRef<ProjectDocuments | null>>;
  readonly saving: Readonly<ShallowRef<boolean>>;
  /** Why edits cannot be saved for now; null while they can. They are kept and tried again. */
  readonly saveObstacle: Readonly<ShallowRef<WorkbenchError | null>>;
  readonly editable: ComputedRef<boolean>;
  /** The selected experiment and its target. */
  readonly experiment: ComputedRef<ExperimentSpec | null>;
  readonly target: ComputedRef<TargetSpec | null>;
  readonly history: Pick<History<readonly DocumentChange[]>, 'undoLabel' | 'redoLabel'>;
  readonly selection: SelectionStore;
  /** Changes documents, in one step of the history named `label`; see History.record for `gesture`. */
  edit(label: string, changes: readonly DocumentChange[], gesture?: string): void;
  undo(): void;
  redo(): void;
  /**
   * Makes `state` the open project. The history of another one is forgotten; of the same one, after a lost connection, edits that
   * were not saved are sent now.
   */
  enter(state: ProjectState): void;
  /** Takes the open project as one that was opened anew: whoever keeps something of its runs asks for it again. */
  renew(state: ProjectState): Promise<void>;
  /** Tries again now to save what could not be saved. */
  retrySaving(): void;
  /** Resolves once every edit so far is saved or refused, or has met an obstacle. */
  settled(): Promise<void>;
}

/**
 * The project store over `workbench`, its selection kept in `view`; refused saves are told to `onRefused` and taken back.
 * `press` tells which press of the pointer goes on, so that a drag is one step of the history.
 */
export function createProjectStore(
  workbench: Workbench,
  view: ViewStore,
  onRefused: (error: unknown) => void,
  press: PressWatch = () => null,
): ProjectStore {
  const state = shallowRef<ProjectState | null>(null);
  const documents = shallowRef<ProjectDocuments | null>(null);
  const saving = shallowRef(false);
  const selection = createSelection(documents, view);
  const history = createHistory<readonly DocumentChange[]>(press);

  const queue = createSaveQueue(workbench, {
    onSaved: update,
    onRefused(error) {
      documents.value = state.value?.documents ?? null;
      history.clear();
      saving.value = false;
      onRefused(error);
    },
  });

  /** Takes news of the open project; documents only when no own edit is on its way, which would be overwritten. */
  function update(next: ProjectState): void {
    state.value = next;
    saving.value = queue.busy();
    if (!queue.busy()) documents.value = sharingParts(documents.value, next.documents);
  }

  function enter(next: ProjectState): void {
    if (next.path === state.value?.path) {
      // The same project over a new connection: edits that the former one did not bring to the workbench go first.
      queue.retry();
      update(next);
      return;
    }
    queue.clear();
    state.value = next;
    documents.value = next.documents;
    saving.value = false;
    history.clear();
  }

  async function renew(next: ProjectState): Promise<void> {
    // Gone and back for those who watch which project is open; documents and their history stay.
    state.value = null;
    await nextTick();
    update(next);
  }

  function apply(changes: readonly DocumentChange[] | null): void {
    if (!documents.value || !changes) return;
    documents.value = changes.reduce(applyChange, documents.value);
    queue.push(changes);
    saving.value = queue.busy();
  }

  workbench.onEvent((event) => {
    if (event.type === 'project-changed' && event.project.path === state.value?.path) update(event.project);
  });

  const experiment = computed(() => {
    const id = selection.idOf('experiment').value;
    return documents.value?.experiments.find((candidate) => candidate.id === id) ?? null;
  });

  return {
    state,
    documents,
    saving,
    saveObstacle: queue.obstacle,
    editable: computed(() => state.value !== null && state.value.readOnly === null),
    experiment,
    target: computed(
      () => documents.value?.targets.find((target) => target.id === experiment.value?.targetId) ?? null,
    ),
    history,
    selection,
    edit(label, changes, gesture) {
      const before = documents.value;
      if (!before) return;
      history.record(
        // Backwards: what was made last is unmade first, because it may name what was made before.
        { label, before: changes.map((change) => inverseChange(before, change)).reverse(), after: changes },
        gesture,
      );
      apply(changes);
    },
    undo: () => apply(history.undo()),
    redo: () => apply(history.redo()),
    enter,
    renew,
    retrySaving: () => queue.retry(),
    settled: () => queue.settled(),
  };
}
