import type { FigurePanel } from '../model/figure';
import type { DrawnAxis, DrawnLegendEntry, DrawnNumbers, PanelDrawing } from '../model/panel-drawing';
import type { Axis, LegendEntry, Panel } from './figure-spec';

function written(values: Float64Array): DrawnNumbers {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

function read(values: DrawnNumbers): Float64Array {
  return Float64Array.from(values, (value) => value ?? NaN);
}

function drawnAxis({ label, scale, range, ticks }: Axis): DrawnAxis {
  return { label, scale, range, ...(ticks === undefined ? {} : { ticks }) };
}

/**
 * A panel of a view as plain data, to be kept in a figure: colours, dashes and ranges as they are. Ghosts and the spans
 * of a ribbon stay behind. Infinite values become gaps. `legend` is the view's, or the part of it that concerns the panel.
 */
export function panelDrawing(panel: Panel, legend: readonly LegendEntry[]): PanelDrawing {
  const { bands = [], points = [], bars = [], cells } = panel;
  const optional = (values: Float64Array | null): DrawnNumbers | null =>
    values === null ? null : written(values);
  return {
    x: drawnAxis(panel.x),
    y: drawnAxis(panel.y),
    lines: panel.lines
      .filter(({ ghost }) => !ghost)
      .map(({ id, label, colour, dash, x, y }) => ({
        id,
        label,
        colour,
        dash,
        x: written(x),
        y: written(y),
      })),
    bands: bands.map(({ x, low, high, ...rest }) => ({
      ...rest,
      x: written(x),
      low: written(low),
      high: written(high),
    })),
    points: points.map(({ x, y, low, high, ...rest }) => ({
      ...rest,
      x: written(x),
      y: written(y),
      low: optional(low),
      high: optional(high),
    })),
    bars: bars.map(({ x, y, ...rest }) => ({ ...rest, x: written(x), y: written(y) })),
    cells:
      cells === undefined
        ? null
        : {
            ...cells,
            xEdges: Array.from(cells.xEdges),
            yEdges: Array.from(cells.yEdges),
            values: written(cells.values),
          },
    levels: panel.levels,
    moments: panel.moments,
    legend: legend.map(({ label, colour, dash, marker }): DrawnLegendEntry => ({
      label,
      colour,
      dash,
      ...(marker === undefined ? {} : { marker }),
    })),
  };
}

/** A drawing as a panel in the corner of the grid, to be placed; the user's ranges and scales prevail. */
export function composeDrawingPanel(panel: FigurePanel, drawing: PanelDrawing): Panel {
  const axis = (drawn: DrawnAxis, choice: FigurePanel['x']): Axis => {
    const scale = choice.scale ?? drawn.scale;
    const range = choice.range ?? drawn.range;
    return { ...drawn, scale, range: scale === 'log' ? positiveRange(range) : range, showLabels: true };
  };
  const optional = (values: DrawnNumbers | null): Float64Array | null =>
    values === null ? null : read(values);
  return {
    id: panel.id,
    kind: 'plot',
    row: 0,
    column: 0,
    heading: null,
    x: axis(drawing.x, panel.x),
    y: axis(drawing.y, panel.y),
    lines: drawing.lines.map((line) => ({ ...line, x: read(line.x), y: read(line.y), ghost: false })),
    bands: drawing.bands.map((band) => ({
      ...band,
      x: read(band.x),
      low: read(band.low),
      high: read(band.high),
    })),
    points: drawing.points.map((points) => ({
      ...points,
      x: read(points.x),
      y: read(points.y),
      low: optional(points.low),
      high: optional(points.high),
    })),
    bars: drawing.bars.map((bars) => ({ ...bars, x: read(bars.x), y: read(bars.y) })),
    ...(drawing.cells === null
      ? {}
      : {
          cells: {
            ...drawing.cells,
            xEdges: Float64Array.from(drawing.cells.xEdges),
            yEdges: Float64Array.from(drawing.cells.yEdges),
            values: read(drawing.cells.values),
          },
        }),
    levels: drawing.levels,
    moments: drawing.moments,
    spans: [],
  };
}

/** Decades drawn of a linear range that begins at or below zero, once its axis is made logarithmic. */
const DECADES_ABOVE_ZERO = 3;

function positiveRange([low, high]: readonly [number, number]): readonly [number, number] {
  if (low > 0) return [low, high];
  return high > 0 ? [high / 10 ** DECADES_ABOVE_ZERO, high] : [1e-3, 1];
}
