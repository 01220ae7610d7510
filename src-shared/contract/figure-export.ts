import type { FigureDocument, FigureLook } from '../model/figure';

/** File formats a figure and its numbers are written in. */
export const FIGURE_FORMATS = ['svg', 'pdf', 'png', 'csv', 'npz', 'py'] as const;

/** A file format by its ending; `py` is a script that redraws the figure from the numbers in its `npz`. */
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

/** What to draw: a figure, saved or not, from the project's finished runs. */
export interface FigureRequest {
  readonly figure: FigureDocument;
}

/** A change of a figure that mends what a check found. */
export interface FigureRepair {
  readonly look?: Partial<FigureLook>;
  readonly text?: FigureDocument['text'];
  readonly height?: number | null;
}

/** A property of the drawn figure that was checked, in words. */
export interface FigureCheck {
  readonly label: string;
  readonly passed: boolean;
  /** What was measured, for example "3.250 in". */
  readonly found: string;
  /** What the user can do where it failed; empty where it passed. */
  readonly fix: string;
  /** The change that does it; null where the user has to, or nothing is wrong. */
  readonly repair: FigureRepair | null;
}

/** An axis of a panel as its source proposes it. */
export interface PreviewAxis {
  /** TeX between dollar signs. */
  readonly label: string;
  readonly scale: 'log' | 'linear';
  readonly range: readonly [number, number];
}

/** A panel as it was drawn, and what its source proposes. */
export interface PreviewPanel {
  readonly id: string;
  /** The plotting area, in inches from the top left of the page. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** False for a ribbon, whose vertical axis has no scale. */
  readonly hasOrdinate: boolean;
  readonly x: PreviewAxis;
  readonly y: PreviewAxis;
  /** Its series: their names in `SeriesChoice`, and their labels with TeX between dollar signs. */
  readonly series: readonly { readonly name: string; readonly label: string }[];
}

/** A figure as its file would be, and how it fares. */
export interface FigurePreview {
  /** The text of the SVG file that an export would write. */
  readonly svg: string;
  /** Size of the page, in inches. */
  readonly width: number;
  readonly height: number;
  readonly panels: readonly PreviewPanel[];
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
