import type { Job } from '@shared/contract/job';
import type { DocumentKind } from '@shared/contract/workbench';
import { documentsOf, DOCUMENT_LISTS } from '@shared/model/document-lists';
import type { ProjectDocuments } from '@shared/model/project';
import { isActive } from '../stores/jobs';

/** How the runs of an experiment or sweep stand. */
export type NodeState = 'idle' | 'running' | 'paused' | 'failed';

/** A group of the project tree, or a document in it. */
export interface TreeNode {
  /** Unique in the tree. */
  readonly key: string;
  readonly label: string;
  readonly kind: DocumentKind;
  /** Id of the document; null for a group. */
  readonly id: string | null;
  readonly children?: readonly TreeNode[];
  readonly state: NodeState;
  /** Short note at the right, for example "240 of 480"; may be empty. */
  readonly note: string;
}

const GROUP_LABELS: Readonly<Record<DocumentKind, string>> = {
  target: 'Targets',
  experiment: 'Experiments',
  sweep: 'Sweeps',
  analysis: 'Comparisons',
  figure: 'Figures',
};

/**
 * The project as a tree: one group for each kind of document that has any, of the documents those whose name contains
 * `search`. Jobs tell which are being computed.
 */
export function projectTree(
  documents: ProjectDocuments,
  jobs: readonly Job[],
  search: string,
): readonly TreeNode[] {
  const wanted = search.trim().toLowerCase();
  const kinds = Object.keys(DOCUMENT_LISTS) as DocumentKind[];
  return kinds.flatMap((kind): readonly TreeNode[] => {
    const found = documentsOf(documents, kind).filter(({ name }) => name.toLowerCase().includes(wanted));
    if (found.length === 0) return [];
    const children = found.map(({ id, name }): TreeNode => {
      const own = jobs.filter((job) => concerns(job, kind, id));
      return { key: `${kind}/${id}`, label: name, kind, id, state: stateOf(own), note: noteOf(own) };
    });
    return [{ key: kind, label: GROUP_LABELS[kind], kind, id: null, children, state: 'idle', note: '' }];
  });
}

function concerns(job: Job, kind: DocumentKind, id: string): boolean {
  if (job.kind === 'sweep') return kind === 'sweep' && job.sweepId === id;
  return kind === 'experiment' && job.experimentId === id;
}

/** The state of the newest jobs: those still going on count before the last one that ended. */
function stateOf(jobs: readonly Job[]): NodeState {
  const active = jobs.filter(isActive);
  if (active.some(({ status }) => status === 'blocked')) return 'failed';
  if (active.some(({ status }) => status !== 'paused')) return 'running';
  if (active.length > 0) return 'paused';
  return jobs.at(-1)?.status === 'failed' ? 'failed' : 'idle';
}

function noteOf(jobs: readonly Job[]): string {
  const last = jobs.at(-1);
  return last?.kind === 'sweep' && last.sealed < last.runs ? `${last.sealed} of ${last.runs}` : '';
}
