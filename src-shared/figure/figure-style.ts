import type { VenueId } from '../model/project';

/** Everything a drawn figure takes from its medium: sizes in one unit (px on screen, pt in a file) and colours. */
export interface FigureStyle {
  /** Width of the figure; null where the container decides. */
  readonly width: number | null;
}

/** Style of a figure on screen; sizes in CSS px. */
export function screenStyle(_theme: 'light' | 'dark'): FigureStyle {
  throw new Error('not written yet');
}

/** Style of a figure for a venue (workbench.md §3.1); sizes in pt. */
export function venueStyle(_venue: VenueId): FigureStyle {
  throw new Error('not written yet');
}
