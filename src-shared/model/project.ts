import type { AnalysisCards } from './analysis-cards';
import type { ExperimentSpec } from './experiment';
import type { Expectations } from './expectation';
import type { FigureDocument } from './figure';
import type { SweepSpec } from './sweep';
import type { TargetSpec } from './target';

export type { FigureDocument, FigurePanel, NewPanel, VenueId } from './figure';

/** Current schema of a project folder. */
export const PROJECT_SCHEMA = 1;

/** `project.json`: the head of a project folder. */
export interface ProjectHead {
  readonly format: 'grassflow-project';
  readonly schema: number;
  readonly id: string;
  readonly name: string;
  /** One paragraph: the question this study asks; TeX between dollar signs. May be empty. */
  readonly question: string;
}

/** An analysis: which runs are looked at, how Compare puts them together, and how Analyse looks into them. */
export interface AnalysisDocument {
  readonly id: string;
  readonly name: string;
  /** Sweeps whose runs are compared; empty for all runs of the project. */
  readonly sweepIds: readonly string[];
  /** Text of the filter over the run table; empty for all. */
  readonly filter: string;
  /** Fields of the runs by which they are put into groups, in order. */
  readonly groupBy: readonly string[];
  /** What is drawn around the middle of a group. */
  readonly band: 'none' | 'iqr' | 'p5-p95' | 'sd' | 'sem' | 'bootstrap-95';
  /** Middle of a group. */
  readonly centre: 'median' | 'mean';
  /** Quantity on the ordinate. */
  readonly quantity: string;
  /** Formula in t, d, q, r, k, s and a that rescales the time axis (docs/statistics.md); `t` for none. */
  readonly abscissa: string;
  /** Field by which panels are split; null for one panel. */
  readonly facetBy: string | null;
  /** How the Analyse place looks into these runs; absent for `DEFAULT_CARDS`. */
  readonly cards?: AnalysisCards;
}

/** What the user marked runs with, by run id. */
export interface RunMarks {
  readonly starred: readonly string[];
  readonly tags: readonly { readonly tag: string; readonly runIds: readonly string[] }[];
}

/** The small, diffable part of a project, in memory. */
export interface ProjectDocuments {
  readonly head: ProjectHead;
  readonly targets: readonly TargetSpec[];
  readonly experiments: readonly ExperimentSpec[];
  readonly sweeps: readonly SweepSpec[];
  readonly analyses: readonly AnalysisDocument[];
  readonly marks: RunMarks;
  readonly figures: readonly FigureDocument[];
  /** What the study must reproduce; empty where nothing is stated. */
  readonly expectations: Expectations;
}
