import { mapColour } from './colour-map';
import type { ColourRole, DashStyle } from './figure-spec';

/**
 * Everything a drawn figure takes from its medium. Lengths are in one unit: CSS px on screen, pt in a file; the style
 * does not care which.
 */
export interface FigureStyle {
  readonly fontFamily: string;
  /** Family of mathematical symbols that text faces lack; absent where the family itself has them. */
  readonly symbolFamily?: string;
  /** Mean advance of a digit in font sizes; absent for faces as wide as Times and Helvetica. */
  readonly advance?: number;
  /** Font sizes. */
  readonly text: {
    /** Axis labels and headings. */
    readonly label: number;
    /** Tick labels, legend and text in ribbons. */
    readonly tick: number;
    /** Subscripts and superscripts, at any place. */
    readonly shifted: number;
  };
  /** Line widths. */
  readonly lines: {
    /** Frame, ticks and everything thin. */
    readonly frame: number;
    readonly data: number;
    readonly prediction: number;
  };
  readonly ticks: {
    readonly major: number;
    readonly minor: number;
    /** Shortest decade that still gets minor ticks at 2…9. */
    readonly shortestMinorDecade: number;
    /** True for frame and ticks on all four sides, ticks inward; false for two sides and ticks outward. */
    readonly boxed: boolean;
  };
  readonly spacing: {
    /** Between things that touch otherwise: tick and its label, label and axis label. */
    readonly gap: number;
    /** Between rows of panels. */
    readonly row: number;
    readonly legendDash: number;
  };
  readonly colours: {
    readonly background: string;
    readonly ink: string;
    readonly muted: string;
    readonly prediction: string;
    readonly frame: string;
    readonly cycle: readonly string[];
    /** Stretch of the sequential map that stands out from the background, where lines and points are drawn on it. */
    readonly ordered: readonly [dark: number, light: number];
    /** Opacity of spans over the background. */
    readonly spanOpacity: number;
    readonly ghostOpacity: number;
  };
  /** True on screen: a legend that toggles lines, a description for screen readers. */
  readonly interactive: boolean;
}

/** The colour of a role. */
export function colourOf(role: ColourRole, style: FigureStyle): string {
  const { colours } = style;
  if (typeof role === 'object') {
    const [dark, light] = colours.ordered;
    return mapColour(dark + role.map * (light - dark));
  }
  if (typeof role !== 'number') return colours[role];
  return colours.cycle[role % colours.cycle.length] ?? colours.ink;
}

/** Dash patterns in line widths: drawn, gap, … */
const DASHES: Readonly<Record<DashStyle, readonly number[]>> = {
  solid: [],
  dashed: [3.7, 1.6],
  dotted: [1, 1.65],
  'dash-dot': [6.4, 1.6, 1, 1.6],
};

/** The dash pattern of a line of this width, as ECharts takes it. */
export function dashPattern(dash: DashStyle, width: number): 'solid' | number[] {
  return dash === 'solid' ? 'solid' : DASHES[dash].map((part) => part * width);
}

/** The same style with every length multiplied: how a file is drawn large and scaled down again. */
export function scaleStyle(style: FigureStyle, factor: number): FigureStyle {
  const { text, lines, ticks, spacing } = style;
  return {
    ...style,
    text: { label: text.label * factor, tick: text.tick * factor, shifted: text.shifted * factor },
    lines: {
      frame: lines.frame * factor,
      data: lines.data * factor,
      prediction: lines.prediction * factor,
    },
    ticks: {
      ...ticks,
      major: ticks.major * factor,
      minor: ticks.minor * factor,
      shortestMinorDecade: ticks.shortestMinorDecade * factor,
    },
    spacing: {
      gap: spacing.gap * factor,
      row: spacing.row * factor,
      legendDash: spacing.legendDash * factor,
    },
  };
}
