import type { Marker } from './figure-spec';
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

/** Names of ECharts' own symbols, for legends. */
export const LEGEND_ICONS: Readonly<Record<Marker, string>> = {
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'diamond',
  'open-circle': 'emptyCircle',
  'open-square': 'emptyRect',
};

/** A marker as a shape of a custom series. */
export function markerShape(
  marker: Marker,
  [x, y]: readonly [number, number],
  size: number,
  colour: string,
  style: FigureStyle,
) {
  const open = marker.startsWith('open-');
  const paint = open
    ? { fill: paper(style), stroke: colour, lineWidth: style.lines.prediction }
    : { fill: colour };
  if (marker === 'circle' || marker === 'open-circle') {
    return { type: 'circle', shape: { cx: x, cy: y, r: size / 2 }, style: paint };
  }
  const corners = CORNERS[marker === 'open-square' ? 'square' : marker];
  const points = corners.map(([right, down]) => [x + right * size, y + down * size]);
  return { type: 'polygon', shape: { points }, style: paint };
}

/** What shows through an open marker. */
function paper(style: FigureStyle): string {
  return style.colours.background === 'transparent' ? 'none' : style.colours.background;
}
