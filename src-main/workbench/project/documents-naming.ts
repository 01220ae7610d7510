import type { DocumentKind } from '@shared/contract/workbench';
import type { ProjectDocuments } from '@shared/model/project';

/** The documents that name the document `id` of a kind, and so keep it from being deleted. */
export function documentsNaming(
  { experiments, sweeps, analyses, figures }: ProjectDocuments,
  kind: DocumentKind,
  id: string,
): readonly { readonly name: string }[] {
  switch (kind) {
    case 'target':
      return [
        ...experiments.filter((one) => one.targetId === id),
        ...sweeps.filter((one) => one.targetIds.includes(id)),
      ];
    case 'experiment':
      return [
        ...sweeps.filter((one) => one.experimentId === id),
        ...figures.filter(({ panels }) =>
          panels.some(({ source }) => source.kind === 'stage' && source.experimentId === id),
        ),
      ];
    case 'sweep':
      return analyses.filter((one) => one.sweepIds.includes(id));
    case 'analysis':
    case 'figure':
      return [];
  }
}
