import type { ExperimentSpec } from '@shared/model/experiment';
import type {
  AnalysisDocument,
  FigureDocument,
  ProjectDocuments,
  ProjectHead,
  RunMarks,
} from '@shared/model/project';
import type { SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';

/** The documents of a project that come in lists, by kind. */
interface ListedDocuments {
  readonly target: TargetSpec;
  readonly experiment: ExperimentSpec;
  readonly sweep: SweepSpec;
  readonly analysis: AnalysisDocument;
  readonly figure: FigureDocument;
}

/** A document of a project set to a new value, or removed (null). */
export type DocumentChange =
  | {
      [Kind in keyof ListedDocuments]: {
        readonly kind: Kind;
        readonly id: string;
        readonly document: ListedDocuments[Kind] | null;
      };
    }[keyof ListedDocuments]
  /** Of the marks and the head there is one each, which is never removed. */
  | { readonly kind: 'marks'; readonly id: 'marks'; readonly document: RunMarks }
  | { readonly kind: 'head'; readonly id: 'head'; readonly document: Pick<ProjectHead, 'name' | 'question'> };

/** The documents after a change. */
export function applyChange(documents: ProjectDocuments, change: DocumentChange): ProjectDocuments {
  switch (change.kind) {
    case 'target':
      return { ...documents, targets: replace(documents.targets, change) };
    case 'experiment':
      return { ...documents, experiments: replace(documents.experiments, change) };
    case 'sweep':
      return { ...documents, sweeps: replace(documents.sweeps, change) };
    case 'analysis':
      return { ...documents, analyses: replace(documents.analyses, change) };
    case 'figure':
      return { ...documents, figures: replace(documents.figures, change) };
    case 'marks':
      return { ...documents, marks: change.document };
    case 'head':
      return { ...documents, head: { ...documents.head, ...change.document } };
  }
}

/** The change that takes `change` back: the document as it is now. */
export function inverseChange(documents: ProjectDocuments, change: DocumentChange): DocumentChange {
  const { id } = change;
  switch (change.kind) {
    case 'target':
      return { kind: 'target', id, document: find(documents.targets, id) };
    case 'experiment':
      return { kind: 'experiment', id, document: find(documents.experiments, id) };
    case 'sweep':
      return { kind: 'sweep', id, document: find(documents.sweeps, id) };
    case 'analysis':
      return { kind: 'analysis', id, document: find(documents.analyses, id) };
    case 'figure':
      return { kind: 'figure', id, document: find(documents.figures, id) };
    case 'marks':
      return { kind: 'marks', id: 'marks', document: documents.marks };
    case 'head': {
      const { name, question } = documents.head;
      return { kind: 'head', id: 'head', document: { name, question } };
    }
  }
}

function find<T extends { readonly id: string }>(list: readonly T[], id: string): T | null {
  return list.find((document) => document.id === id) ?? null;
}

function replace<T extends { readonly id: string }>(
  list: readonly T[],
  change: { readonly id: string; readonly document: T | null },
): readonly T[] {
  const { id, document } = change;
  if (document === null) return list.filter((other) => other.id !== id);
  if (!list.some((other) => other.id === id)) return [...list, document];
  return list.map((other) => (other.id === id ? document : other));
}

/** A document id not yet taken in `list`: `base`, else `base-2`, `base-3`, … */
export function freeId(base: string, list: readonly { readonly id: string }[]): string {
  const taken = new Set(list.map((document) => document.id));
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}
