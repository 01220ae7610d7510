import type { FigureDocument } from '../model/figure';
import { placePanels, rowHeights } from './place-panels';
import { venueOf } from './venues';

/** Size of a figure's file, in inches. */
export interface PaperSize {
  readonly width: number;
  readonly height: number;
}

/** Relative height of an ordinary plot. */
export const PLOT_HEIGHT = 6;
export const RIBBON_HEIGHT = 1;

/** Height over width of an ordinary plot, and the height below which nothing can be read off it, in inches. */
const ASPECT = 0.5;
const LOWEST_PLOT = 1;

/** Lines of text that stand outside the plots: ticks, axis label, legend, heading; and per row of panels after the first. */
const LINES_OUTSIDE = 5;
const LINES_PER_ROW = 1;
const POINTS_PER_INCH = 72;

/** The size of a figure: the venue's width, and the height its user chose or one that gives plots an ordinary shape. */
export function figureSize(
  document: Pick<FigureDocument, 'venue' | 'height' | 'columns' | 'panels'>,
): PaperSize {
  const venue = venueOf(document.venue);
  const { width } = venue;
  if (document.height !== null) return { width, height: document.height };
  const rows = rowHeights(document.panels, placePanels(document.panels, document.columns));
  const plot = Math.max((width / document.columns) * ASPECT, LOWEST_PLOT);
  const plots = rows.reduce((sum, height) => sum + (height / PLOT_HEIGHT) * plot, 0);
  const lines = LINES_OUTSIDE + LINES_PER_ROW * Math.max(0, rows.length - 1);
  const height = Math.max(plots, LOWEST_PLOT) + (lines * 1.3 * venue.tickSize) / POINTS_PER_INCH;
  return { width, height: Math.round(Math.min(height, venue.greatestHeight ?? height) * 100) / 100 };
}
