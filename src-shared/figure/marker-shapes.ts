import type { DashStyle, Marker } from './figure-spec';
import type { FigureStyle } from './figure-style';

/** Ways from a marker's centre to its corners, in marker sizes; equal areas look equally large. */
const CORNERS = {
  square: [
    [-0.44, -0.44],
    [0.44, -0.44],
    [0.44, 0.44],
    [-0.44, 0.44],
  ],
  triangle: [
    [0, -0.66],
    [0.6, 0.38],
    [-0.6, 0.38],
  ],
  diamond: [
    [0, -0.63],
    [0.63, 0],
    [0, 0.63],
    [-0.63, 0],
  ],
} as const;

const MARKER_OF_DASH: Readonly<Record<DashStyle, Marker>> = {
  solid: 'circle',
  dashed: 'square',
  dotted: 'triangle',
  'dash-dot': 'diamond',
};

/** The marker of conditions whose lines have this dash: what a line is told by, its points are told by too. */
export function markerOfDash(dash: DashStyle): Marker {
  return MARKER_OF_DASH[dash];
}

/** Size of markers, relative to tick labels. */
export const MARKER_SIZE = 0.55;

/** A shape with corners as a path, which a legend does not stretch as it does ECharts' own shapes. */
function iconOf(shape: keyof typeof CORNERS): string {
  const corners = CORNERS[shape].map(([right, down]) => `${10 * right},${10 * down}`);
  return `path://M${corners.join(' L')} Z`;
}

/** Symbols of ECharts for legends; its empty ones have lines of their own width. */
export const LEGEND_ICONS: Readonly<Record<Marker, string>> = {
  circle: 'circle',
  square: iconOf('square'),
  triangle: iconOf('triangle'),
  diamond: iconOf('diamond'),
  'open-circle': 'circle',
  'open-square': iconOf('square'),
};

/** A marker as a shape of a custom series. */
export function markerShape(
  marker: Marker,
  [x, y]: readonly [number, number],
  size: number,
  colour: string,
  style: FigureStyle,
) {
  const paint = isOpen(marker)
    ? { fill: paperColour(style), stroke: colour, lineWidth: style.lines.prediction }
    : { fill: colour };
  if (marker === 'circle' || marker === 'open-circle') {
    return { type: 'circle', shape: { cx: x, cy: y, r: size / 2 }, style: paint };
  }
  const corners = CORNERS[marker === 'open-square' ? 'square' : marker];
  const points = corners.map(([right, down]) => [x + right * size, y + down * size]);
  return { type: 'polygon', shape: { points }, style: paint };
}

/** Whether a marker is drawn by its outline. */
export function isOpen(marker: Marker): boolean {
  return marker.startsWith('open-');
}

/** What shows through an open marker. */
export function paperColour(style: FigureStyle): string {
  return style.colours.background === 'transparent' ? 'none' : style.colours.background;
}
