/** A stretch of a label set in one way. */
export interface TextRun {
  /** Without braces and line breaks. */
  readonly text: string;
  readonly shift: 'none' | 'sub' | 'super';
  /** A script of a sub- or superscript, as k in d^{s_k}. */
  readonly nested?: 'sub' | 'super';
  /** True for the letters of variables. */
  readonly italic?: boolean;
}

/** A label with subscripts and superscripts, which may have some of their own, as runs of text: σ₁(M) is [σ][sub 1][(M)]. */
export type MathText = readonly TextRun[];

/**
 * A colour by meaning: position in the colour-blind-safe cycle, a named role, or a place from 0 to 1 on the sequential
 * map, dark to light, for what is ordered (dimension, loss).
 */
export type ColourRole = number | 'ink' | 'muted' | 'prediction' | { readonly map: number };

export type DashStyle = 'solid' | 'dashed' | 'dotted' | 'dash-dot';

export type Marker = 'circle' | 'square' | 'triangle' | 'diamond' | 'open-circle' | 'open-square';

/** Numbers of a drawing in a file; null stands for NaN, which JSON has not. */
export type DrawnNumbers = readonly (number | null)[];

/** An axis of a drawing. */
export interface DrawnAxis {
  readonly label: MathText;
  readonly scale: 'log' | 'linear';
  readonly range: readonly [number, number];
  /** Ticks that are not numbers, for example names of conditions; absent for numbers. */
  readonly ticks?: readonly { readonly value: number; readonly label: MathText }[];
}

/** What lines, bands and points of a drawing share. */
interface DrawnSeries {
  /** Unique in the panel; the exported columns carry it. */
  readonly id: string;
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly x: DrawnNumbers;
}

/**
 * A panel as a view showed it when it was sent to a figure: its numbers, not where they come from. Colours and ranges are
 * the view's. Every list of one series is equally long.
 */
export interface PanelDrawing {
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
  readonly lines: readonly (DrawnSeries & { readonly dash: DashStyle; readonly y: DrawnNumbers })[];
  readonly bands: readonly (DrawnSeries & { readonly low: DrawnNumbers; readonly high: DrawnNumbers })[];
  readonly points: readonly (DrawnSeries & {
    readonly marker: Marker;
    readonly y: DrawnNumbers;
    /** Ends of error bars; null for none. */
    readonly low: DrawnNumbers | null;
    readonly high: DrawnNumbers | null;
  })[];
  readonly bars: readonly (DrawnSeries & {
    readonly y: DrawnNumbers;
    /** In units of the x axis. */
    readonly width: number;
  })[];
  /** A heat map over a regular grid, row-major from the lowest y; null for none. */
  readonly cells: DrawnCells | null;
  readonly levels: readonly {
    readonly value: number;
    readonly label: MathText;
    readonly colour: ColourRole;
  }[];
  readonly moments: readonly { readonly value: number; readonly colour: ColourRole }[];
  readonly legend: readonly DrawnLegendEntry[];
}

/** The cells of a heat map. */
export interface DrawnCells {
  readonly id: string;
  readonly label: MathText;
  /** Edges of the columns and rows, increasing. */
  readonly xEdges: readonly number[];
  readonly yEdges: readonly number[];
  /** (yEdges − 1) × (xEdges − 1) values. */
  readonly values: DrawnNumbers;
  /** Values at the dark and at the light end of the map. */
  readonly range: readonly [number, number];
}

/** An entry of a legend. */
export interface DrawnLegendEntry {
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  /** Absent for a line. */
  readonly marker?: Marker;
}
