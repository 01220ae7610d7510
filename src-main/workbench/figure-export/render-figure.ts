import { composeFigure, type FigureContent } from '@shared/figure/compose-figure';
import { figureSize } from '@shared/figure/figure-size';
import type { FigureSpec } from '@shared/figure/figure-spec';
import type { FigureStyle } from '@shared/figure/figure-style';
import { venueStyle } from '@shared/figure/venue-style';
import { SYMBOL_FAMILY, type Venue, venueOf } from '@shared/figure/venues';
import { WorkbenchError } from '@shared/contract/errors';
import type { FigureDocument } from '@shared/model/figure';
import { drawChart } from './draw-chart';
import { figureFonts, type FontFace } from './figure-fonts';
import { type FigureMetadata, figureMetadata, type FigureOrigin } from './figure-metadata';
import { type DrawnExperiment, figureContent } from './figure-stages';
import { normaliseSvg } from './normalise-svg';
import { outlineText } from './outline-text';
import { type SvgElement, writeSvg } from './svg-tree';

/** What is drawn: a figure with the experiments its panels name. */
export interface FigureInput {
  readonly document: FigureDocument;
  /** Every experiment of the figure's panels, once, with the runs of all its flows. */
  readonly experiments: readonly DrawnExperiment[];
  /** Written into the files, unless the figure is anonymous. */
  readonly origin: FigureOrigin;
  /** Folder of the shipped fonts (`resources/fonts`). */
  readonly fontsFolder: string;
}

/** A figure drawn for its venue, not yet written. */
export interface RenderedFigure {
  readonly document: FigureDocument;
  readonly venue: Venue;
  readonly spec: FigureSpec;
  /** What the panels of stages draw. */
  readonly content: FigureContent;
  readonly style: FigureStyle;
  /** The drawing with text as text, to be checked, whatever is written. */
  readonly svg: SvgElement;
  /** The SVG file. */
  readonly svgText: string;
  /** Size in pt. */
  readonly width: number;
  readonly height: number;
  /** Null for an anonymous figure. */
  readonly metadata: FigureMetadata | null;
  readonly faces: readonly FontFace[];
}

const POINTS_PER_INCH = 72;

/**
 * Draws a figure for its venue.
 * @throws WorkbenchError `invalid-input` when it has no panels, or one without a run to draw.
 */
export function renderFigure(input: FigureInput): RenderedFigure {
  const { document, experiments, origin } = input;
  const content = figureContent(document, experiments);
  refuseUndrawable(document, content);
  const venue = venueOf(document.venue);
  const style = venueStyle(venue, document.look);
  const paper = figureSize(document);
  const size = { width: paper.width * POINTS_PER_INCH, height: paper.height * POINTS_PER_INCH };
  const families: readonly string[] = [venue.fontFamily, SYMBOL_FAMILY];
  const faces = figureFonts(input.fontsFolder).filter(({ family }) => families.includes(family));
  const metadata = figureMetadata(document, experiments, origin);
  const spec = composeFigure(document, content);
  const chart = drawChart(spec, style, size, faces);
  const frame = {
    ...size,
    title: document.name,
    metadata: metadata === null ? null : JSON.stringify(metadata),
  };
  const svg = normaliseSvg(chart, frame, faces);
  const svgText = writeSvg(document.text === 'outlines' ? outlineText(svg, faces) : svg);
  return { document, venue, spec, content, style, svg, svgText, ...size, metadata, faces };
}

function refuseUndrawable(document: FigureDocument, content: ReadonlyMap<string, unknown>): void {
  if (document.panels.length === 0) {
    throw new WorkbenchError(
      'invalid-input',
      `The figure "${document.name}" has no panels yet`,
      'Add a panel, or send one from another place.',
    );
  }
  const empty = document.panels.find(({ id, source }) => source.kind === 'stage' && !content.has(id));
  if (empty === undefined) return;
  throw new WorkbenchError(
    'invalid-input',
    `The panel "${empty.id}" names a flow without a finished run`,
    'Run the experiment, or remove the panel.',
  );
}
