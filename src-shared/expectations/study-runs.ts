import type { ListedLink } from '../contract/run-listing';
import type { RunMeta, RunSpec } from '../model/run';
import type { ProjectDocuments } from '../model/project';
import type { EnsembleReference, RunReference } from '../model/expectation';

/** What a sealed run says of itself. */
export interface StudyRun extends Pick<
  RunMeta,
  'runId' | 'events' | 'plateaus' | 'finalLoss' | 'finalOverlap' | 'finalSingularValues' | 'reached'
> {
  readonly spec: Omit<RunSpec, 'link'>;
  /** Runs on one link share this object. */
  readonly link: ListedLink;
}

/** The runs of an ensemble. */
export interface StudyEnsemble {
  /** Number of runs it should have. */
  readonly wanted: number;
  /** Those that are sealed. */
  readonly runs: readonly StudyRun[];
}

/** A project as its expectations look at it. */
export interface StudyRuns {
  readonly documents: Pick<ProjectDocuments, 'targets'>;
  /** The run of a flow of an experiment as it stands now; null while it is not sealed. Throws ReferenceProblem. */
  run(reference: RunReference): StudyRun | null;
  /** The runs of a sweep as it stands now. Throws ReferenceProblem. */
  ensemble(reference: EnsembleReference): StudyEnsemble;
}

/** An expectation names something that the project does not have. */
export class ReferenceProblem extends Error {
  override readonly name = 'ReferenceProblem';
}
