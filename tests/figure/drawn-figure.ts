import { resolve } from 'node:path';
import { drawChart, DRAWING_SCALE } from '@main/workbench/figure-export/draw-chart';
import { figureFonts } from '@main/workbench/figure-export/figure-fonts';
import { type SvgElement, elements, parseSvg } from '@main/workbench/figure-export/svg-tree';
import type { Axis, FigureSpec, Line, Panel } from '@shared/figure/figure-spec';
import { type FigureStyle, scaleStyle } from '@shared/figure/figure-style';
import { type Box, layoutFigure } from '@shared/figure/layout';
import { venueStyle } from '@shared/figure/venue-style';
import { VENUES } from '@shared/figure/venues';

const FONTS_FOLDER = resolve(import.meta.dirname, '../../resources/fonts');

/** Large enough that ECharts' rounding does not matter. */
const SIZE = { width: 400, height: 300 } as const;

/** A line through the given points. */
export function line(x: readonly number[], y: readonly number[]): Line {
  return {
    id: 'line',
    label: [{ text: 'line', shift: 'none' }],
    colour: 0,
    dash: 'solid',
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    ghost: false,
  };
}

/** An axis without a label. */
export function axis(scale: Axis['scale'], range: readonly [number, number]): Axis {
  return { label: [], scale, range, showLabels: true };
}

/** A figure of one plot. */
export function plot(x: Axis, y: Axis, lines: readonly Line[] = []): FigureSpec {
  const panel: Panel = {
    id: 'panel',
    kind: 'plot',
    row: 0,
    column: 0,
    heading: null,
    x,
    y,
    lines,
    levels: [],
    moments: [],
    spans: [],
  };
  return { name: 'figure', rowHeights: [1], columns: 1, panels: [panel], legend: [] };
}

/** What ECharts draws of a figure, and where its first panel is, both `DRAWING_SCALE` to the style's unit. */
export function draw(
  spec: FigureSpec,
  style: FigureStyle = venueStyle(VENUES['icml-half']),
): { readonly svg: SvgElement; readonly box: Box } {
  const drawn = { width: SIZE.width * DRAWING_SCALE, height: SIZE.height * DRAWING_SCALE };
  const [box] = layoutFigure(spec, scaleStyle(style, DRAWING_SCALE), drawn).panels;
  if (box === undefined) throw new Error('no panel');
  return { svg: parseSvg(drawChart(spec, style, SIZE, figureFonts(FONTS_FOLDER))), box };
}

/** A straight stroke. */
export interface Stroke {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Every path of two points. */
export function strokes(svg: SvgElement): Stroke[] {
  return [...elements(svg)].flatMap((node) => {
    const match = /^M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)$/.exec(node.attributes.get('d') ?? '');
    if (node.name !== 'path' || match === null) return [];
    const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = match.slice(1).map(Number);
    return { x1, y1, x2, y2 };
  });
}

/** Where the upward ticks of a given length (in the style's unit) stand on a panel's bottom, on its log axis. */
export function bottomTicks(
  svg: SvgElement,
  box: Box,
  length: number,
  range: readonly [number, number],
): number[] {
  const bottom = box.top + box.height;
  return strokes(svg)
    .filter(
      ({ x1, x2, y1, y2 }) =>
        x1 === x2 && Math.abs(y1 - bottom) < 1 && Math.abs(y1 - y2 - length * DRAWING_SCALE) < 0.2,
    )
    .map(({ x1 }) => range[0] * (range[1] / range[0]) ** ((x1 - box.left) / box.width))
    .sort((a, b) => a - b);
}
