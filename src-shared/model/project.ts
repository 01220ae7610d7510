import type { ExperimentSpec } from './experiment';
import type { TargetSpec } from './target';

/** Current schema of a project folder. */
export const PROJECT_SCHEMA = 1;

/** `project.json`: the head of a project folder. */
export interface ProjectHead {
  readonly format: 'grassflow-project';
  readonly schema: number;
  readonly id: string;
  readonly name: string;
  /** One paragraph: the question this study asks. May be empty. */
  readonly question: string;
}

/** Width presets of a figure (workbench.md §3.1). */
export type VenueId = 'icml-half' | 'neurips' | 'aps';

/** A figure of a project: which experiment it draws, and for which venue. */
export interface FigureDocument {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly venue: VenueId;
}

/** The small, diffable part of a project, in memory. */
export interface ProjectDocuments {
  readonly head: ProjectHead;
  readonly targets: readonly TargetSpec[];
  readonly experiments: readonly ExperimentSpec[];
  readonly figures: readonly FigureDocument[];
}
