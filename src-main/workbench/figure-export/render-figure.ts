import { composeRunFigure } from '@shared/figure/run-figure';
import { runFigureRanges } from '@shared/figure/run-figure-ranges';
import { VENUES, venueStyle } from '@shared/figure/venue-style';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { VenueId } from '@shared/model/project';
import type { RunRecord } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import { WorkbenchError } from '@shared/contract/errors';
import { drawChart } from './draw-chart';
import { figureFonts, type FontFace } from './figure-fonts';
import { type FigureMetadata, figureMetadata } from './figure-metadata';
import { figureStages, type RunStage } from './figure-stages';
import { normaliseSvg } from './normalise-svg';
import { type SvgElement, writeSvg } from './svg-tree';

/** What is drawn: an experiment with the finished runs of its flows, in any order. */
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

/** A figure drawn for its venue, not yet written. */
export interface RenderedFigure {
  readonly svg: SvgElement;
  readonly svgText: string;
  /** Size in pt. */
  readonly width: number;
  readonly height: number;
  readonly stages: readonly RunStage[];
  readonly metadata: FigureMetadata;
  readonly faces: readonly FontFace[];
}

const POINTS_PER_INCH = 72;

/**
 * The loss of an exported figure is linear: plateaus of similar height, the point of the figure, lie too close on a log
 * axis.
 */
const LOSS_SCALE = 'linear';

/**
 * Draws the side-by-side figure of an experiment for a venue.
 * @throws WorkbenchError `invalid-input` when no flow of the experiment has a finished run.
 */
export function renderFigure(input: FigureInput): RenderedFigure {
  const stages = figureStages(input.experiment, input.runs);
  if (stages.length === 0) {
    throw new WorkbenchError(
      'invalid-input',
      `The experiment "${input.experiment.name}" has no finished run to draw.`,
      'Run it first.',
    );
  }
  const venue = VENUES[input.venue];
  const size = { width: venue.width * POINTS_PER_INCH, height: venue.height * POINTS_PER_INCH };
  const faces = figureFonts(input.fontsFolder).filter((face) => face.family === venue.fontFamily);
  const metadata = figureMetadata(input.target, input.experiment, stages, input.version);
  const spec = composeRunFigure({
    name: metadata.title,
    stages,
    lossScale: LOSS_SCALE,
    ranges: runFigureRanges(stages, LOSS_SCALE, null),
  });
  const chart = drawChart(spec, venueStyle(input.venue), size, faces);
  const frame = { ...size, title: metadata.title, metadata: JSON.stringify(metadata) };
  const svg = normaliseSvg(chart, frame, faces);
  return { svg, svgText: writeSvg(svg), ...size, stages, metadata, faces };
}
