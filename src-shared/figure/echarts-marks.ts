import type { CustomSeriesOption, CustomSeriesRenderItem, CustomSeriesRenderItemAPI } from 'echarts';
import { clampTo, showable } from './axis-values';
import { mapColour } from './colour-map';
import type { Axis, Band, Bars, Cells, Panel, Points } from './figure-spec';
import { colourOf, type FigureStyle } from './figure-style';
import { type Box, colourBarNumber, colourBarThickness } from './layout';
import { MARKER_SIZE, markerShape } from './marker-shapes';
import { plainText } from './math-text';
import { richStyles, richText } from './rich-text';

/** Height of the end of an error bar, in marker sizes. */
const ERROR_CAP = 0.8;

/** Colours of the scale of a heat map: more would not be told apart. */
const COLOUR_BAR_STEPS = 32;

type Shape = Extract<ReturnType<CustomSeriesRenderItem>, object>;
type Place = (x: number, y: number) => [number, number];

/** A series whose shapes are drawn by `shapes`, once for all its data. */
function shapeSeries(
  id: string,
  name: string | undefined,
  panel: Panel,
  index: number,
  layer: { readonly z: number; readonly clip: boolean },
  shapes: (place: Place, api: CustomSeriesRenderItemAPI) => readonly unknown[],
): CustomSeriesOption {
  return {
    type: 'custom',
    id,
    ...(name === undefined ? {} : { name }),
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    animation: false,
    ...layer,
    // One item, which stands for all: the shapes are placed by their own values.
    data: [[panel.x.range[0], panel.y.range[0]]],
    renderItem: (_params, api) => {
      const place: Place = (x, y) => {
        const [left = 0, top = 0] = api.coord([x, y]);
        return [left, top];
      };
      return { type: 'group', children: shapes(place, api) } as unknown as Shape;
    },
  };
}

function isDrawable(...values: readonly number[]): boolean {
  return values.every((value) => !Number.isNaN(value));
}

/** Opacity of all bands of a panel where they lie on each other: what is behind still shows. */
const STACKED_OPACITY = 0.7;

/** Opacity of one of `count` layers that together have STACKED_OPACITY. */
function layerOpacity(count: number): number {
  return 1 - (1 - STACKED_OPACITY) ** (1 / Math.max(1, count));
}

/** The area between two curves; where one of them is NaN the area is interrupted. */
function bandSeries(band: Band, panel: Panel, index: number, style: FigureStyle): CustomSeriesOption {
  const { x, y, bands = [] } = panel;
  const opacity = Math.min(style.colours.spanOpacity, layerOpacity(bands.length));
  const name = plainText(band.label);
  return shapeSeries(band.id, name, panel, index, { z: 1, clip: true }, (place) => {
    const stretches: { upper: [number, number][]; lower: [number, number][] }[] = [];
    let open = false;
    band.x.forEach((at, i) => {
      const low = band.low[i] ?? NaN;
      const high = band.high[i] ?? NaN;
      if (!isDrawable(at, low, high)) {
        open = false;
        return;
      }
      if (!open) stretches.push({ upper: [], lower: [] });
      open = true;
      const stretch = stretches[stretches.length - 1];
      stretch?.upper.push(place(showable(at, x, x.range[0]), showable(high, y, y.range[0])));
      stretch?.lower.push(place(showable(at, x, x.range[0]), showable(low, y, y.range[0])));
    });
    return stretches.map(({ upper, lower }) => ({
      type: 'polygon',
      shape: { points: [...upper, ...lower.reverse()] },
      style: { fill: colourOf(band.colour, style), opacity },
    }));
  });
}

/** An error bar with caps; ends beyond the axis are cut there, without a cap. */
function errorBar(at: number, low: number, high: number, y: Axis, place: Place, stroke: object, cap: number) {
  const ends = [low, high].map((end) => clampTo(showable(end, y, y.range[0]), y));
  const [bottom, top] = ends.map((end) => place(at, end));
  if (bottom === undefined || top === undefined) return [];
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: stroke,
  });
  const caps = [bottom, top].filter((_, i) => ends[i] === [low, high][i]);
  return [
    line(bottom[0], bottom[1], top[0], top[1]),
    ...caps.map(([left, height]) => line(left - cap, height, left + cap, height)),
  ];
}

/** Points with their error bars. A point outside the axes is not drawn: the range was chosen so. */
function pointSeries(points: Points, panel: Panel, index: number, style: FigureStyle): CustomSeriesOption {
  const { x, y } = panel;
  const colour = colourOf(points.colour, style);
  const size = style.text.tick * MARKER_SIZE;
  const stroke = { stroke: colour, lineWidth: style.lines.prediction, fill: 'none' };
  const inside = (value: number, axis: Axis): boolean => value >= axis.range[0] && value <= axis.range[1];
  const name = plainText(points.label);
  return shapeSeries(points.id, name, panel, index, { z: 4, clip: false }, (place) =>
    Array.from(points.x).flatMap((at, i) => {
      const value = showable(points.y[i] ?? NaN, y, y.range[0]);
      if (!isDrawable(points.y[i] ?? NaN) || !inside(at, x) || !inside(value, y)) return [];
      const low = points.low?.[i] ?? NaN;
      const high = points.high?.[i] ?? NaN;
      const bar = isDrawable(low, high)
        ? errorBar(at, low, high, y, place, stroke, (ERROR_CAP * size) / 2)
        : [];
      return [...bar, markerShape(points.marker, place(at, value), size, colour, style)];
    }),
  );
}

function barSeries(bars: Bars, panel: Panel, index: number, style: FigureStyle): CustomSeriesOption {
  const { x, y } = panel;
  const base = y.scale === 'log' ? y.range[0] : clampTo(0, y);
  return shapeSeries(bars.id, plainText(bars.label), panel, index, { z: 2, clip: true }, (place) =>
    Array.from(bars.x).flatMap((at, i) => {
      const value = showable(bars.y[i] ?? NaN, y, y.range[0]);
      if (!isDrawable(bars.y[i] ?? NaN)) return [];
      const [left, top] = place(clampTo(at - bars.width / 2, x), value);
      const [right, bottom] = place(clampTo(at + bars.width / 2, x), base);
      return [
        {
          type: 'rect',
          shape: { x: left, y: Math.min(top, bottom), width: right - left, height: Math.abs(bottom - top) },
          style: { fill: colourOf(bars.colour, style) },
        },
      ];
    }),
  );
}

/** The cells of a heat map. Each reaches a little under its right and upper neighbour, or viewers show seams. */
function cellSeries(cells: Cells, panel: Panel, index: number, style: FigureStyle): CustomSeriesOption {
  const { x, y } = panel;
  const [dark, light] = cells.range;
  const columns = cells.xEdges.length - 1;
  const overlap = style.lines.frame / 2;
  return shapeSeries(cells.id, undefined, panel, index, { z: 0, clip: true }, (place) =>
    Array.from(cells.values).flatMap((value, cell) => {
      if (Number.isNaN(value)) return [];
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      const edge = (edges: Float64Array, at: number, axis: Axis): number => clampTo(edges[at] ?? NaN, axis);
      const [left, bottom] = place(edge(cells.xEdges, column, x), edge(cells.yEdges, row, y));
      const [right, top] = place(edge(cells.xEdges, column + 1, x), edge(cells.yEdges, row + 1, y));
      if (right <= left || bottom <= top) return [];
      return [
        {
          type: 'rect',
          shape: { x: left, y: top - overlap, width: right - left + overlap, height: bottom - top + overlap },
          style: { fill: mapColour((value - dark) / (light - dark)) },
        },
      ];
    }),
  );
}

/** The scale of a heat map, right of its panel: the colours with the values at their ends. */
function colourBarSeries(cells: Cells, panel: Panel, index: number, box: Box, style: FigureStyle) {
  const thickness = colourBarThickness(style);
  const left = box.left + box.width + 2 * style.spacing.gap;
  const step = box.height / COLOUR_BAR_STEPS;
  const overlap = style.lines.frame / 2;
  const number = (value: number, top: number, verticalAlign: 'top' | 'bottom') => ({
    type: 'text',
    style: {
      x: left + thickness + style.spacing.gap,
      y: top,
      text: richText(colourBarNumber(value)),
      rich: richStyles(style.text.tick, style.colours.ink, style),
      // A shape takes its colour from here, where labels of axes take it from their rich styles.
      fill: style.colours.ink,
      verticalAlign,
    },
  });
  return shapeSeries(`${cells.id}.scale`, undefined, panel, index, { z: 2, clip: false }, () => [
    ...Array.from({ length: COLOUR_BAR_STEPS }, (_, i) => ({
      type: 'rect',
      shape: {
        x: left,
        y: box.top + box.height - (i + 1) * step - (i === COLOUR_BAR_STEPS - 1 ? 0 : overlap),
        width: thickness,
        height: step + (i === COLOUR_BAR_STEPS - 1 ? 0 : overlap),
      },
      style: { fill: mapColour((i + 0.5) / COLOUR_BAR_STEPS) },
    })),
    number(cells.range[1], box.top, 'top'),
    number(cells.range[0], box.top + box.height, 'bottom'),
  ]);
}

/** The series of a panel's heat map, bands, bars and points; its axes are number `index` of the option. */
export function markSeries(panel: Panel, index: number, box: Box, style: FigureStyle): CustomSeriesOption[] {
  const { cells, bands = [], bars = [], points = [] } = panel;
  return [
    ...(cells === undefined
      ? []
      : [cellSeries(cells, panel, index, style), colourBarSeries(cells, panel, index, box, style)]),
    ...bands.map((band) => bandSeries(band, panel, index, style)),
    ...bars.map((entry) => barSeries(entry, panel, index, style)),
    ...points.map((entry) => pointSeries(entry, panel, index, style)),
  ];
}
