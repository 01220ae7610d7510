import type { ProjectDocuments } from './project';

/** Where the documents of each kind stand in a project; in the order in which they name one another. */
export const DOCUMENT_LISTS = {
  target: 'targets',
  experiment: 'experiments',
  sweep: 'sweeps',
  analysis: 'analyses',
  figure: 'figures',
} as const satisfies Record<string, keyof ProjectDocuments>;

/** A kind of document that a project holds in a list. */
export type ListedKind = keyof typeof DOCUMENT_LISTS;

/** A document of one kind. */
export type DocumentOf<Kind extends ListedKind> = ProjectDocuments[(typeof DOCUMENT_LISTS)[Kind]][number];

/** The documents of a kind, in their order. */
export function documentsOf<Kind extends ListedKind>(
  documents: ProjectDocuments,
  kind: Kind,
): readonly DocumentOf<Kind>[] {
  return documents[DOCUMENT_LISTS[kind]];
}
