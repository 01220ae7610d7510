import type { ListedLink, RunRow } from '@shared/contract/run-listing';
import { linkInLetters } from '@shared/ensembles/link-letters';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { freeId, type DocumentChange } from '../stores/documents';

/** An experiment that repeats one run, and what has to be added to the project for it. */
export interface ExperimentOfRun {
  readonly experimentId: string;
  /** Empty when the project has the experiment already. */
  readonly changes: readonly DocumentChange[];
}

/**
 * The experiment whose only flow is that of a run, with the run's own start, so that the Run place shows this very run.
 * `target` is the project's target with the run's link; one is made where there is none.
 */
export function experimentOfRun(
  { runId, spec }: RunRow,
  link: ListedLink,
  target: TargetSpec | null,
  documents: ProjectDocuments,
): ExperimentOfRun {
  const experimentId = `run-${runId.slice(0, 12)}`;
  if (documents.experiments.some(({ id }) => id === experimentId)) return { experimentId, changes: [] };
  const made: TargetSpec | null = target
    ? null
    : {
        id: freeId('target-of-run', documents.targets),
        name: linkInLetters(link.terms),
        link: { kind: 'hermite', r: link.r, terms: link.terms },
      };
  const experiment: ExperimentSpec = {
    id: experimentId,
    name: `Run ${runId.slice(0, 8)}`,
    targetId: (target ?? made)?.id ?? '',
    dimension: spec.dimension,
    studentWidth: spec.studentWidth === link.r ? null : spec.studentWidth,
    start: spec.start,
    flows: [spec.flow],
    relativeTolerance: spec.relativeTolerance,
    horizon: spec.horizon,
    thresholds: spec.thresholds,
  };
  return {
    experimentId,
    changes: [
      ...(made ? [{ kind: 'target' as const, id: made.id, document: made }] : []),
      { kind: 'experiment', id: experimentId, document: experiment },
    ],
  };
}
