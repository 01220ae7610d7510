import type { FigureLook } from '../model/figure';
import type { FigureStyle } from './figure-style';
import { PALETTES } from './palettes';
import { SYMBOL_FAMILY, type Venue } from './venues';

/** The look of a new figure. */
export const DEFAULT_LOOK: FigureLook = {
  palette: 'okabe-ito',
  dashes: true,
  lineWidth: 1,
  tags: false,
  legend: true,
};

/** Width of predictions and error bars, relative to data lines. */
const THIN_SHARE = 0.75;

/** Style of a figure for a venue (workbench.md §3.1–3.2); lengths in pt. */
export function venueStyle(venue: Venue, look: FigureLook = DEFAULT_LOOK): FigureStyle {
  const { fontFamily, labelSize, tickSize, shiftedSize, thinnestLine } = venue;
  const { cycle, prediction } = PALETTES[look.palette];
  return {
    fontFamily,
    symbolFamily: SYMBOL_FAMILY,
    text: { label: labelSize, tick: tickSize, shifted: shiftedSize },
    lines: {
      frame: 0.5,
      data: look.lineWidth,
      prediction: Math.max(Math.min(thinnestLine, look.lineWidth), THIN_SHARE * look.lineWidth),
    },
    ticks: { major: 3, minor: 1.75, shortestMinorDecade: 9, boxed: true },
    spacing: { gap: 2, row: 5, legendDash: 13 },
    colours: {
      background: '#ffffff',
      ink: '#000000',
      muted: '#999999',
      prediction,
      frame: '#000000',
      cycle,
      ordered: [0, 0.85],
      spanOpacity: 0.3,
      ghostOpacity: 0.35,
    },
    interactive: false,
  };
}
