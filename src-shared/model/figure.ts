import type { PanelDrawing } from './panel-drawing';

/** Venues whose widths and text sizes are known (workbench.md §3.1). */
export const VENUE_IDS = [
  'neurips',
  'iclr',
  'icml-half',
  'icml-full',
  'aistats-half',
  'aistats-full',
  'uai-half',
  'uai-full',
  'jmlr',
  'tmlr',
  'aps',
  'aps-across',
  'nature',
  'nature-across',
  'ieee',
  'beamer',
] as const;

/** A venue by its id. */
export type VenueId = (typeof VENUE_IDS)[number];

/** Families of the shipped faces: Times-like and Helvetica-like. */
export type FigureFont = 'serif' | 'sans';

/** A venue of the user's own: what would otherwise come from the table of venues. */
export interface CustomVenue {
  readonly kind: 'custom';
  /** Width of the file, in inches. */
  readonly width: number;
  readonly font: FigureFont;
  /** Sizes of axis labels and of tick labels, in pt. */
  readonly labelSize: number;
  readonly tickSize: number;
}

/** For whom a figure is made. */
export type FigureVenue = { readonly kind: 'preset'; readonly id: VenueId } | CustomVenue;

/** Sets of colours that colour-blind readers can tell apart (workbench.md §3.2). */
export const PALETTE_IDS = ['okabe-ito', 'tol-bright', 'tol-high-contrast'] as const;
export type PaletteId = (typeof PALETTE_IDS)[number];

/** What of a stage a panel shows over time. */
export const STAGE_QUANTITIES = [
  'loss',
  'singular-values',
  'overlap-entries',
  'gradient',
  'plateaus',
] as const;
export type StageQuantity = (typeof STAGE_QUANTITIES)[number];

/** What a panel shows. */
export type PanelSource =
  /** A quantity of one flow of an experiment, always of its present runs. */
  | {
      readonly kind: 'stage';
      readonly experimentId: string;
      /** Position of the flow in the experiment's `flows`. */
      readonly flow: number;
      readonly quantity: StageQuantity;
    }
  /** A view as it was when it was sent. */
  | {
      readonly kind: 'drawing';
      readonly drawing: PanelDrawing;
      /** One sentence: what is shown, over how many runs, what the band or bars mean. */
      readonly note: string;
      /** Runs behind the numbers. */
      readonly runIds: readonly string[];
    };

/** How an axis is drawn; null for what the panel's source proposes. */
export interface AxisChoice {
  readonly scale: 'log' | 'linear' | null;
  readonly range: readonly [number, number] | null;
  /** Text of the axis, TeX between dollar signs; absent for what the source proposes, empty for none. */
  readonly label?: string;
}

/** How the lines, bands and points of one label are drawn; absent for as the source proposes. */
export interface SeriesChoice {
  /** The label the source proposes, as plain text. */
  readonly series: string;
  /** Text in the legend, TeX between dollar signs; null for the proposed one. */
  readonly label: string | null;
  readonly shown: boolean;
}

/** One panel of a figure. */
export interface FigurePanel {
  /** Unique in the figure; made as a document id. */
  readonly id: string;
  /** Text above the panel, TeX between dollar signs; empty for none. */
  readonly heading: string;
  readonly source: PanelSource;
  /** Columns of the grid it takes. */
  readonly columnSpan: number;
  /** Relative height; the highest panel of a row decides. */
  readonly height: number;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** Whether its lines appear in the legend. */
  readonly legend: boolean;
  readonly series?: readonly SeriesChoice[];
}

/** A panel on its way into a figure, which gives it its id. */
export type NewPanel = Omit<FigurePanel, 'id'>;

/** How all panels of a figure look. */
export interface FigureLook {
  readonly palette: PaletteId;
  /** False draws every line solid. */
  readonly dashes: boolean;
  /** Width of data lines, in pt. */
  readonly lineWidth: number;
  /** (a), (b), … above the panels. */
  readonly tags: boolean;
  readonly legend: boolean;
}

/** A figure of a project: panels in a grid, in reading order, for a venue. */
export interface FigureDocument {
  readonly id: string;
  readonly name: string;
  readonly venue: FigureVenue;
  /** Height of the file, in inches; null for one that suits the panels. */
  readonly height: number | null;
  /** Columns of the grid. */
  readonly columns: number;
  readonly panels: readonly FigurePanel[];
  readonly look: FigureLook;
  /** SVG and PDF keep text as text, or have it as outlines. */
  readonly text: 'text' | 'outlines';
  /** Leaves out of the files who or what made them, for double-blind review. */
  readonly anonymous: boolean;
}
