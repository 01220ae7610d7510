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
}

/** A stretch of a label set in one way. */
export interface TextRun {
  /** Without braces and line breaks. */
  readonly text: string;
  readonly shift: 'none' | 'sub' | 'super';
  /** True for the letters of variables. */
  readonly italic?: boolean;
}

/** A label with at most subscripts and superscripts, as runs of text: σ₁(M) is [σ][sub 1][(M)]. */
export type MathText = readonly TextRun[];

export interface Axis {
  readonly label: MathText;
  readonly scale: 'log' | 'linear';
  /** Drawn range, in the quantity's own unit; both positive on a log axis. */
  readonly range: readonly [number, number];
  /** False where a panel below carries the labels. */
  readonly showLabels: boolean;
}

/** A colour by meaning: position in the colour-blind-safe cycle, or a named role. */
export type ColourRole = number | 'ink' | 'muted' | 'prediction';

export type DashStyle = 'solid' | 'dashed' | 'dotted' | 'dash-dot';

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
}
