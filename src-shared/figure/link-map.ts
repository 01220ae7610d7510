import type { CustomSeriesOption, CustomSeriesRenderItemReturn, EChartsOption } from 'echarts';
import { contourPieces, type ContourPiece } from './contour-lines';
import type { MathText } from './figure-spec';
import type { FigureStyle } from './figure-style';
import type { Box } from './layout';
import { heededSize, LINK_RANGE } from './link-samples';
import { linearTicks, roundStep } from './linear-ticks';
import { valueColours } from './value-colours';
import { richStyles, richText } from './rich-text';
import { lineHeight, roughWidth } from './text-size';

/** A link over two of its variables: a map of values with contour lines. */
export interface LinkMap {
  readonly name: string;
  readonly x: MathText;
  readonly y: MathText;
  /** Points along either axis (n), evenly over the drawn range. */
  readonly points: Float64Array;
  /** Values (n × n, row-major), row j at y = points[j]. */
  readonly values: Float64Array;
}

/** A picture as ECharts draws it: a canvas in the window. */
export type MapPicture = NonNullable<
  NonNullable<Extract<NonNullable<CustomSeriesRenderItemReturn>, { type: 'image' }>['style']>['image']
>;

/** Contour levels on either side of zero, at most. */
const LEVELS = 5;

/** Ticks of an axis of the plane. */
const TICK_INTERVALS = 7;

/** Width of the scale beside the map, in label font sizes. */
const SCALE_WIDTH = 0.8;

/** Where the map is drawn: a square as large as there is room for, with its scale to the right. */
export function linkMapBox(
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): Box {
  const { gap } = style.spacing;
  const left = roughWidth('−3', style.text.tick) + lineHeight(style.text.label) + style.ticks.major + 3 * gap;
  const right = scaleRoom(style);
  const top = lineHeight(style.text.tick) / 2;
  const bottom = style.ticks.major + gap + lineHeight(style.text.tick) + lineHeight(style.text.label);
  const side = Math.max(0, Math.min(size.width - left - right, size.height - top - bottom));
  return { left: Math.max(left, (size.width - side - right + left) / 2), top, width: side, height: side };
}

function scaleRoom(style: FigureStyle): number {
  return SCALE_WIDTH * style.text.label + roughWidth('−0.0001', style.text.tick) + 4 * style.spacing.gap;
}

/** Largest value the colours tell apart: that of |f*| where both |z| ≤ 2.5, rounded up. */
export function linkMapReach(map: LinkMap): number {
  const size = heededSize(map.points, map.values);
  if (size === 0) return 1;
  const step = roundStep(size, LEVELS);
  return Math.ceil(size / step - 1e-9) * step;
}

/** Colours of a map's values as n × n pixels of red, green, blue and opacity, from the top row down. */
export function linkMapPixels(map: LinkMap, style: FigureStyle): Uint8ClampedArray<ArrayBuffer> {
  const n = map.points.length;
  const reach = linkMapReach(map);
  const [negative, middle, positive] = valueColours(style).map(channels);
  const pixels = new Uint8ClampedArray(4 * n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const place = Math.max(-1, Math.min(1, (map.values[(n - 1 - row) * n + column] ?? 0) / reach));
      const end = place < 0 ? negative : positive;
      const at = 4 * (row * n + column);
      for (let k = 0; k < 3; k++) {
        pixels[at + k] = (middle?.[k] ?? 0) + Math.abs(place) * ((end?.[k] ?? 0) - (middle?.[k] ?? 0));
      }
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/**
 * The ECharts option of a map drawn `size` large; `picture` shows its `linkMapPixels`, and is drawn smoothly. Pure. Colours
 * run from −reach over 0 to reach and stay there beyond.
 */
export function linkMapOption(
  map: LinkMap,
  picture: MapPicture,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): EChartsOption {
  const box = linkMapBox(style, size);
  const reach = linkMapReach(map);
  return {
    animation: false,
    backgroundColor: style.colours.background,
    textStyle: { fontFamily: style.fontFamily, color: style.colours.ink },
    aria: { enabled: style.interactive, label: { description: map.name } },
    title: [],
    grid: [{ ...box, outerBoundsMode: 'none' as const }],
    xAxis: [valueAxis(map.x, 'bottom', style)],
    yAxis: [valueAxis(map.y, 'left', style)],
    visualMap: [
      {
        type: 'continuous',
        min: -reach,
        max: reach,
        // A scale alone: the picture has its colours already.
        seriesIndex: [],
        calculable: false,
        inRange: { color: [...valueColours(style)] },
        orient: 'vertical',
        left: box.left + box.width + 2 * style.spacing.gap,
        top: box.top,
        itemWidth: SCALE_WIDTH * style.text.label,
        itemHeight: box.height - 2 * lineHeight(style.text.tick),
        padding: 0,
        text: [shortValue(reach), shortValue(-reach)],
        textGap: style.spacing.gap,
        textStyle: { fontFamily: style.fontFamily, fontSize: style.text.tick, color: style.colours.ink },
      },
    ],
    series: [picturedValues(picture, map.points.length), contours(map, reach, style)],
  };
}

function valueAxis(label: MathText, position: 'bottom' | 'left', style: FigureStyle) {
  const lineStyle = { color: style.colours.frame, width: style.lines.frame };
  const customValues = linearTicks(LINK_RANGE, TICK_INTERVALS);
  return {
    type: 'value' as const,
    gridIndex: 0,
    position,
    min: LINK_RANGE[0],
    max: LINK_RANGE[1],
    axisLine: { show: true, onZero: false, lineStyle },
    axisTick: { show: true, length: style.ticks.major, lineStyle, customValues },
    splitLine: { show: false },
    axisLabel: {
      customValues,
      formatter: (value: number) => String(value).replace('-', '−'),
      color: style.colours.ink,
      fontSize: style.text.tick,
      margin: style.ticks.major + style.spacing.gap,
    },
    name: richText(label),
    nameLocation: 'middle' as const,
    ...(position === 'left' ? { nameRotate: 0 } : {}),
    nameGap:
      style.ticks.major +
      2 * style.spacing.gap +
      (position === 'left' ? roughWidth('−3', style.text.tick) : style.text.tick),
    nameTextStyle: {
      fontSize: style.text.label,
      rich: richStyles(style.text.label, style.colours.ink, style),
    },
  };
}

/** The picture, its pixels' middles on the points of the map. */
function picturedValues(picture: MapPicture, n: number): CustomSeriesOption {
  const [low, high] = LINK_RANGE;
  const margin = (high - low) / (n - 1) / 2;
  return {
    type: 'custom',
    data: [[0, 0]],
    silent: true,
    animation: false,
    clip: true,
    renderItem: (_params, api) => {
      const [left = 0, top = 0] = api.coord([low - margin, high + margin]);
      const [right = 0, bottom = 0] = api.coord([high + margin, low - margin]);
      return {
        type: 'image',
        style: { image: picture, x: left, y: top, width: right - left, height: bottom - top },
      };
    },
  };
}

/** All contour lines as one series, one path per level: the zero line solid, the others faint. */
function contours(map: LinkMap, reach: number, style: FigureStyle): CustomSeriesOption {
  const levels = linearTicks([-reach, reach], 2 * LEVELS).filter((level) => Math.abs(level) < reach);
  const pieces = levels.map((level) => contourPieces(map.points, map.values, level));
  return {
    type: 'custom',
    data: levels.map((level) => [0, level]),
    silent: true,
    animation: false,
    clip: true,
    renderItem: (params, api) => {
      const level = levels[params.dataIndex] ?? 0;
      const toPixel = (x: number, y: number): string =>
        api
          .coord([x, y])
          .map((pixel) => pixel.toFixed(1))
          .join(' ');
      const path = ([x1, y1, x2, y2]: ContourPiece): string => `M${toPixel(x1, y1)}L${toPixel(x2, y2)}`;
      return {
        type: 'path',
        shape: { pathData: (pieces[params.dataIndex] ?? []).map(path).join('') || 'M0 0' },
        style: {
          fill: 'none',
          stroke: style.colours.ink,
          lineWidth: style.lines.frame,
          opacity: level === 0 ? 0.9 : 0.35,
        },
      };
    },
  };
}

/** A value of the scale with at most three digits. */
function shortValue(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
