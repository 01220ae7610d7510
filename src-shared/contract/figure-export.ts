import type { FigureDocument } from '../model/figure';

/** File formats a figure and its numbers are written in. */
export const FIGURE_FORMATS = ['svg', 'pdf', 'png', 'csv', 'npz', 'py'] as const;

/** A file format by its ending; `py` is a script that redraws the figure from the numbers in its `npz`. */
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

/** What to draw: a figure, saved or not, from the project's finished runs. */
export interface FigureRequest {
  readonly figure: FigureDocument;
}

/** A property of the drawn figure that was checked, in words. */
export interface FigureCheck {
  readonly label: string;
  readonly passed: boolean;
  /** What was measured, for example "3.250 in". */
  readonly found: string;
  /** What the user can do where it failed; empty where it passed. */
  readonly fix: string;
}

/** A figure as its file would be, and how it fares. */
export interface FigurePreview {
  /** The text of the SVG file that an export would write. */
  readonly svg: string;
  readonly checks: readonly FigureCheck[];
}

/** One exported file. */
export interface ExportedFile {
  readonly format: FigureFormat;
  readonly path: string;
  readonly bytes: number;
}

/** A file that could not be written, and why. */
export interface FailedFile {
  readonly format: FigureFormat;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Result of an export. */
export interface FigureExport {
  readonly files: readonly ExportedFile[];
  readonly failures: readonly FailedFile[];
  readonly checks: readonly FigureCheck[];
}
