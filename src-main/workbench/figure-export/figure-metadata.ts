import { createHash } from 'node:crypto';
import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureDocument, FigurePanel } from '@shared/model/figure';
import type { RunRecord } from '@shared/model/run';
import { canonicalJson } from '../runs/canonical-json';
import type { DrawnExperiment } from './figure-stages';

/** Where the numbers of a panel come from. */
export type PanelOrigin =
  | {
      readonly panel: string;
      readonly target: string;
      readonly experiment: string;
      readonly flow: string;
      readonly quantity: string;
      readonly run: RunOrigin;
    }
  | { readonly panel: string; readonly note: string; readonly runs: readonly string[] };

interface RunOrigin {
  readonly runId: string;
  readonly engineVersion: string;
  readonly dimension: number;
  /** Seed of the start; null when M(0) was given. */
  readonly seed: number | null;
  readonly generator: string;
  readonly relativeTolerance: number;
}

/** Where a figure comes from, in a form that never depends on when or where it was made. */
export interface FigureMetadata {
  readonly title: string;
  readonly software: string;
  /** Id of the figure in its project, and of the project. */
  readonly figureId: string;
  readonly project: string;
  /** Commit the project was checked out at; null outside of version control. */
  readonly commit: string | null;
  /** SHA-256 of the figure's document. */
  readonly figure: string;
  readonly panels: readonly PanelOrigin[];
}

/** Where a figure is made. */
export interface FigureOrigin {
  /** Grassflow's version. */
  readonly version: string;
  /** Id of the project. */
  readonly project: string;
  /** Commit the project is checked out at; null outside of version control. */
  readonly commit: string | null;
}

function runOrigin({ meta }: RunRecord): RunOrigin {
  return {
    runId: meta.runId,
    engineVersion: meta.engineVersion,
    dimension: meta.spec.dimension,
    seed: meta.spec.start.kind === 'haar' ? meta.spec.start.seed : null,
    generator: meta.spec.generator,
    relativeTolerance: meta.spec.relativeTolerance,
  };
}

function panelOrigin({ id, source }: FigurePanel, experiments: readonly DrawnExperiment[]): PanelOrigin[] {
  if (source.kind === 'drawing') return [{ panel: id, note: source.note, runs: source.runIds }];
  const drawn = experiments.find(({ experiment }) => experiment.id === source.experimentId);
  const run = drawn?.runs[source.flow];
  if (drawn === undefined || run === undefined) return [];
  return [
    {
      panel: id,
      target: drawn.target.name,
      experiment: drawn.experiment.name,
      flow: flowHeadings(drawn.experiment.flows)[source.flow]?.title ?? '',
      quantity: source.quantity,
      run: runOrigin(run),
    },
  ];
}

/**
 * The origin of a figure, written into each of its files; null for an anonymous figure, whose files say nothing but what
 * can be seen in them.
 */
export function figureMetadata(
  document: FigureDocument,
  experiments: readonly DrawnExperiment[],
  { version, project, commit }: FigureOrigin,
): FigureMetadata | null {
  if (document.anonymous) return null;
  return {
    title: document.name,
    software: `Grassflow ${version}`,
    figureId: document.id,
    project,
    commit,
    figure: createHash('sha256').update(canonicalJson(document)).digest('hex'),
    panels: document.panels.flatMap((panel) => panelOrigin(panel, experiments)),
  };
}
