import type { ExperimentSpec } from '@shared/model/experiment';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { freeId, type DocumentChange } from '../stores/documents';

/** What a copy of a target needs: the documents to add, and the experiment to go on with. */
export interface TargetCopy {
  readonly changes: readonly DocumentChange[];
  readonly targetId: string;
  readonly experimentId: string;
}

/** A copy of a target with a copy of the experiment on it, so that changing one leaves the other as it was. */
export function duplicateTarget(
  documents: ProjectDocuments,
  target: TargetSpec,
  experiment: ExperimentSpec,
): TargetCopy {
  const copy: TargetSpec = {
    ...target,
    id: freeId(target.id, documents.targets),
    name: freeName(target.name, documents.targets),
  };
  const onCopy: ExperimentSpec = {
    ...experiment,
    id: freeId(experiment.id, documents.experiments),
    name: freeName(experiment.name, documents.experiments),
    targetId: copy.id,
  };
  return {
    changes: [
      { kind: 'target', id: copy.id, document: copy },
      { kind: 'experiment', id: onCopy.id, document: onCopy },
    ],
    targetId: copy.id,
    experimentId: onCopy.id,
  };
}

/** `name, copy`, then `name, copy 2`, …: the first that is not taken. */
function freeName(name: string, list: readonly { readonly name: string }[]): string {
  const base = `${name.replace(/, copy(?: \d+)?$/, '')}, copy`;
  const taken = new Set(list.map((document) => document.name));
  let free = base;
  for (let n = 2; taken.has(free); n++) free = `${base} ${n}`;
  return free;
}
