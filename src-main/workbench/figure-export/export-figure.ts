import type { FigureExport, FigureFormat } from '@shared/contract/figure-export';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { VenueId } from '@shared/model/project';
import type { RunRecord } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';

/** What is drawn: an experiment with the finished runs of its flows, in the order of `experiment.flows`. */
export interface FigureInput {
  readonly target: TargetSpec;
  readonly experiment: ExperimentSpec;
  readonly runs: readonly RunRecord[];
  readonly venue: VenueId;
  /** Grassflow's version, written into the files. */
  readonly version: string;
  /** Folder of the shipped fonts (`resources/fonts`). */
  readonly fontsFolder: string;
}

/** Where the figure goes. */
export interface FigureExportInput extends FigureInput {
  readonly folder: string;
  /** File name without its ending. */
  readonly name: string;
  readonly formats: readonly FigureFormat[];
}

/** The figure as the SVG text that `exportFigure` would write. */
export function previewFigure(_input: FigureInput): string {
  throw new Error('not written yet');
}

/** Writes the figure as `<folder>/<name>.<format>` for every format and checks what was written. */
export function exportFigure(_input: FigureExportInput): Promise<FigureExport> {
  throw new Error('not written yet');
}
