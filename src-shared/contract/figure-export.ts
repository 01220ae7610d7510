import type { VenueId } from '../model/project';

/** File formats a figure and its numbers are written in. */
export type FigureFormat = 'svg' | 'pdf' | 'png' | 'csv' | 'npz';

/** What to export: the side-by-side figure of an experiment's finished runs. */
export interface FigureRequest {
  readonly experimentId: string;
  readonly venue: VenueId;
}

/** One exported file. */
export interface ExportedFile {
  readonly format: FigureFormat;
  readonly path: string;
  readonly bytes: number;
}

/** A property of the exported figure that was checked, in words. */
export interface FigureCheck {
  readonly label: string;
  readonly passed: boolean;
  /** What was measured, for example "3.250 in". */
  readonly found: string;
}

/** Result of an export. */
export interface FigureExport {
  readonly files: readonly ExportedFile[];
  readonly checks: readonly FigureCheck[];
}
