import type { VenueId } from '../model/project';
import { CYCLE_ON_WHITE, PREDICTION_ON_WHITE } from './colour-cycle';
import type { FigureStyle } from './figure-style';

/** What a venue asks of a figure; the numbers and where they come from are in workbench.md §3.1. */
export interface Venue {
  readonly name: string;
  /** Width of the file, in inches. */
  readonly width: number;
  /** Height of the side-by-side figure, in inches: ours, not the venue's. */
  readonly height: number;
  /** Smallest text the venue accepts, in pt; sub- and superscripts may be smaller. */
  readonly smallestText: number;
  /** Smallest line weight the venue accepts, in pt. */
  readonly thinnestLine: number;
  /** Family name of the shipped face (resources/fonts). */
  readonly fontFamily: string;
  /** Sizes of axis labels, of tick labels, and of sub- and superscripts, in pt. */
  readonly labelSize: number;
  readonly tickSize: number;
  readonly shiftedSize: number;
}

/** The venues a figure can be made for. */
export const VENUES: Readonly<Record<VenueId, Venue>> = {
  'icml-half': {
    name: 'ICML, one column',
    width: 3.25,
    height: 2.75,
    smallestText: 6,
    thinnestLine: 0.5,
    fontFamily: 'TeXGyreTermes',
    labelSize: 8,
    tickSize: 6,
    shiftedSize: 4.5,
  },
  neurips: {
    name: 'NeurIPS, text width',
    width: 5.5,
    height: 3.3,
    smallestText: 7,
    thinnestLine: 0.5,
    fontFamily: 'TeXGyreTermes',
    labelSize: 9,
    tickSize: 7,
    shiftedSize: 5,
  },
  aps: {
    name: 'APS, one column',
    width: 3.375,
    height: 3,
    smallestText: 8,
    thinnestLine: 0.5,
    fontFamily: 'TeXGyreHeros',
    labelSize: 8,
    tickSize: 8,
    shiftedSize: 5.5,
  },
};

/** Style of a figure for a venue (workbench.md §3.1–3.2); lengths in pt. */
export function venueStyle(venue: VenueId): FigureStyle {
  const { fontFamily, labelSize, tickSize, shiftedSize } = VENUES[venue];
  return {
    fontFamily,
    text: { label: labelSize, tick: tickSize, shifted: shiftedSize },
    lines: { frame: 0.5, data: 1, prediction: 0.75 },
    ticks: { major: 3, minor: 1.75, shortestMinorDecade: 9, boxed: true },
    spacing: { gap: 2, row: 5, legendDash: 13 },
    colours: {
      background: '#ffffff',
      ink: '#000000',
      muted: '#999999',
      prediction: PREDICTION_ON_WHITE,
      frame: '#000000',
      cycle: CYCLE_ON_WHITE,
      spanOpacity: 0.3,
      ghostOpacity: 0.35,
    },
    interactive: false,
  };
}
