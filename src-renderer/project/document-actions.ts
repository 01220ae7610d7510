import type { DocumentKind } from '@shared/contract/workbench';
import { documentsOf } from '@shared/model/document-lists';
import type { ProjectDocuments } from '@shared/model/project';
import { freeId, type DocumentChange } from '../stores/documents';
import type { DocumentReference } from '../stores/selection';
import type { Session } from '../stores/session';
import type { Place } from '../stores/place';

/** What can be done with any document of a project. */
export interface DocumentActions {
  /** Selects the document and goes to the place that shows it. */
  open(reference: DocumentReference): void;
  rename(reference: DocumentReference, name: string): void;
  /** Copies the document and selects the copy. */
  duplicate(reference: DocumentReference): void;
  /** Deletes the document, or tells what still uses it. */
  remove(reference: DocumentReference): void;
}

/** Name of each kind of document in a sentence. */
export const KIND_NAMES: Readonly<Record<DocumentKind, string>> = {
  target: 'target',
  experiment: 'experiment',
  sweep: 'sweep',
  analysis: 'comparison',
  figure: 'figure',
};

const PLACE_OF: Readonly<Record<DocumentKind, Place>> = {
  target: 'target',
  experiment: 'run',
  sweep: 'compare',
  analysis: 'compare',
  figure: 'figures',
};

/** The document actions of a session. Each edit is one step of the history. */
export function createDocumentActions({ project, place, notices }: Session): DocumentActions {
  function open(reference: DocumentReference): void {
    const documents = project.documents.value;
    if (reference.kind === 'target' && documents) {
      // The Target place shows the target of the selected experiment.
      const user = documents.experiments.find(({ targetId }) => targetId === reference.id);
      if (user) project.selection.select({ kind: 'experiment', id: user.id });
    }
    project.selection.select(reference);
    place.value = PLACE_OF[reference.kind];
  }

  return {
    open,
    rename({ kind, id }, name) {
      const document = find(project.documents.value, { kind, id });
      if (!document || name === document.name) return;
      project.edit(`rename a ${KIND_NAMES[kind]}`, [change(kind, { ...document, name })]);
    },
    duplicate({ kind, id }) {
      const documents = project.documents.value;
      const document = find(documents, { kind, id });
      if (!documents || !document) return;
      const copy = {
        ...document,
        id: freeId(document.id, documentsOf(documents, kind)),
        name: `${document.name}, copy`,
      };
      project.edit(`duplicate a ${KIND_NAMES[kind]}`, [change(kind, copy)]);
      project.selection.select({ kind, id: copy.id });
    },
    remove({ kind, id }) {
      const documents = project.documents.value;
      const document = find(documents, { kind, id });
      if (!documents || !document) return;
      const users = usersOf(documents, { kind, id });
      if (users.length > 0) {
        notices.show({
          tone: 'error',
          message: `“${document.name}” is used by ${users.map((name) => `“${name}”`).join(', ')}.`,
          remedy: 'Delete what uses it first.',
        });
        return;
      }
      project.edit(`delete a ${KIND_NAMES[kind]}`, [{ kind, id, document: null }]);
    },
  };
}

function find(
  documents: ProjectDocuments | null,
  { kind, id }: DocumentReference,
): { readonly id: string; readonly name: string } | undefined {
  return documents ? documentsOf(documents, kind).find((document) => document.id === id) : undefined;
}

/** Sets a document to one that came out of the list of its kind. */
function change(
  kind: DocumentKind,
  document: { readonly id: string; readonly name: string },
): DocumentChange {
  return { kind, id: document.id, document } as DocumentChange;
}

/**
 * Names of the documents that hold the id of this one anywhere in them. Ids are unique in their kind only, so a match of
 * another kind's id may keep a document that could go: the safe side.
 */
function usersOf(documents: ProjectDocuments, { kind, id }: DocumentReference): readonly string[] {
  const others: readonly { readonly name: string }[] = {
    target: [...documents.experiments, ...documents.sweeps, ...documents.figures],
    experiment: [...documents.sweeps, ...documents.figures],
    sweep: [...documents.analyses, ...documents.figures],
    analysis: documents.figures,
    figure: [],
  }[kind];
  return others
    .filter((document) => holds({ ...document, id: null, name: null }, id))
    .map(({ name }) => name);
}

function holds(value: unknown, id: string): boolean {
  if (value === id) return true;
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((inner) => holds(inner, id))
  );
}
