import type { ColourRole, DashStyle, Marker, MathText } from '../model/panel-drawing';

export type { ColourRole, DashStyle, Marker, MathText, TextRun } from '../model/panel-drawing';

/**
 * A figure as data: what is drawn, not how. The window and the exporter turn the same spec into an ECharts option.
 * Colours are roles (an index into the colour cycle, or a named role), so that a condition keeps its colour everywhere.
 */
export interface FigureSpec {
  /** Name of the figure: accessible label and file name. */
  readonly name: string;
  /** Relative heights of the rows of panels. */
  readonly rowHeights: readonly number[];
  /** Number of columns, all equally wide. */
  readonly columns: number;
  readonly panels: readonly Panel[];
  /** Order and text of the legend; empty for none. */
  readonly legend: readonly LegendEntry[];
}

/** One plotting area. Panels of one column share the time axis; a cursor runs through all panels by value. */
export interface Panel {
  readonly id: string;
  /** A plot has axes on all sides; a ribbon is a thin band of spans with no scale of its own. */
  readonly kind: 'plot' | 'ribbon';
  readonly row: number;
  readonly column: number;
  /** Columns it takes; one when absent. */
  readonly columnSpan?: number;
  /** Text above the panel; null for none. */
  readonly heading: string | null;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** Horizontal lines across the panel, for example predicted plateau losses. */
  readonly levels: readonly Level[];
  /** Vertical lines, for example predicted escape times. */
  readonly moments: readonly Moment[];
  /** Shaded stretches of time, for example measured plateaus. */
  readonly spans: readonly Span[];
  /** Areas between two curves, for example quantile bands; drawn behind the lines. */
  readonly bands?: readonly Band[];
  /** Marked points, with error bars where they have any; drawn before the lines. */
  readonly points?: readonly Points[];
  /** Bars from zero (on a log axis from the floor). */
  readonly bars?: readonly Bars[];
  /** A heat map, behind everything. */
  readonly cells?: Cells;
}

export interface Axis {
  readonly label: MathText;
  readonly scale: 'log' | 'linear';
  /** Drawn range, in the quantity's own unit; both positive on a log axis. */
  readonly range: readonly [number, number];
  /** False where a panel below carries the labels. */
  readonly showLabels: boolean;
  /** Ticks that are not numbers, for example names of conditions; absent for numbers. */
  readonly ticks?: readonly { readonly value: number; readonly label: MathText }[];
}

export interface Line {
  /** Unique in the figure; the exported columns carry it. */
  readonly id: string;
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  /** Data (n) on the axes' own scales. Values a log axis cannot show are drawn at the axis floor, never dropped. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** True for a former run shown faintly behind the current one. */
  readonly ghost: boolean;
}

/** The area between two curves over the same x (n). */
export interface Band {
  readonly id: string;
  /** Bands and lines of one label are one condition. */
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Marked points (n). */
export interface Points {
  readonly id: string;
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly marker: Marker;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Ends of the error bars (n); null for none. */
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
}

/** Bars (n) centred at x. */
export interface Bars {
  readonly id: string;
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** In units of the x axis, which is linear. */
  readonly width: number;
}

/** A heat map on the sequential map. */
export interface Cells {
  readonly id: string;
  /** What the colours measure. */
  readonly label: MathText;
  /** Edges of columns and rows, increasing. */
  readonly xEdges: Float64Array;
  readonly yEdges: Float64Array;
  /** (yEdges − 1) × (xEdges − 1), row-major from the lowest y; NaN is left blank. */
  readonly values: Float64Array;
  /** Values at the dark and at the light end of the map. */
  readonly range: readonly [number, number];
}

export interface Level {
  readonly value: number;
  /** Text on the line, at its start, drawn where it fits; empty for none. */
  readonly label: MathText;
  readonly colour: ColourRole;
}

export interface Moment {
  readonly value: number;
  readonly colour: ColourRole;
}

export interface Span {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly colour: ColourRole;
  /** Text inside the span, for example the dwell; drawn where it fits. */
  readonly label: MathText;
}

export interface LegendEntry {
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  /** Absent for a line. */
  readonly marker?: Marker;
  /** Panels it belongs to, for example "(a)", where panels differ in what their lines mean. */
  readonly group?: string;
}
