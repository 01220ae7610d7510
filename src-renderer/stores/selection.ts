import { computed, type ComputedRef, type Ref, type WritableComputedRef } from 'vue';
import type { DocumentKind } from '@shared/contract/workbench';
import { DOCUMENT_LISTS, documentsOf } from '@shared/model/document-lists';
import type { ProjectDocuments } from '@shared/model/project';
import type { ViewStore } from './view-state';

/** A document of the project, by kind and id. */
export interface DocumentReference {
  readonly kind: DocumentKind;
  readonly id: string;
}

/** Which document of each kind the window shows; it comes back after a restart. */
export interface SelectionStore {
  /** Id of the selected document of a kind: the first one when none was chosen or it is gone; null when there is none. */
  idOf(kind: DocumentKind): WritableComputedRef<string | null>;
  /** The document chosen last, which the inspector tells about; null when it is gone. */
  readonly latest: ComputedRef<DocumentReference | null>;
  select(reference: DocumentReference): void;
}

const KINDS = Object.keys(DOCUMENT_LISTS) as DocumentKind[];

/** The selection among `documents`, kept in `view`. */
export function createSelection(
  documents: Readonly<Ref<ProjectDocuments | null>>,
  view: ViewStore,
): SelectionStore {
  const latestKind = view.remember<string>('selection.latest', 'experiment');
  const ids = Object.fromEntries(
    KINDS.map((kind) => {
      const kept = view.remember<string | null>(`selection.${kind}`, null);
      const id = computed({
        get() {
          const list = documents.value ? documentsOf(documents.value, kind) : [];
          return (list.find((document) => document.id === kept.value) ?? list[0])?.id ?? null;
        },
        set(next: string | null) {
          kept.value = next;
          latestKind.value = kind;
        },
      });
      return [kind, id];
    }),
  ) as Record<DocumentKind, WritableComputedRef<string | null>>;

  return {
    idOf: (kind) => ids[kind],
    latest: computed(() => {
      const kind = KINDS.find((one) => one === latestKind.value) ?? 'experiment';
      const id = ids[kind].value;
      return id === null ? null : { kind, id };
    }),
    select: ({ kind, id }) => (ids[kind].value = id),
  };
}
