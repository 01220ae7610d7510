import type { EChartsOption } from 'echarts';
import type { FigureStyle } from './figure-style';
import type { Box } from './layout';
import type { MathText } from './figure-spec';
import { richStyles, richText } from './rich-text';
import { plainText, subscript, variable } from './math-text';
import { lineHeight, roughWidth } from './text-size';
import { valueColours } from './value-colours';

/** An overlap matrix M = W*ᵀW as a map. */
export interface OverlapMap {
  readonly name: string;
  readonly r: number;
  readonly q: number;
  /** M (r × q, row-major). */
  readonly overlap: Float64Array;
  /** Entries as text, in the order of `overlap`. */
  readonly texts: readonly string[];
  /** Names of the columns (q); w_1 … w_q when absent. */
  readonly columns?: readonly MathText[];
  /** Size of an entry that has the full colour; the largest one's when absent. */
  readonly reach?: number;
}

/** Largest side of a cell, in tick font sizes. */
const LARGEST_CELL = { width: 6, height: 2.4 } as const;

function overlapBox(map: OverlapMap, style: FigureStyle, size: { width: number; height: number }): Box {
  const left = roughWidth('w*8', style.text.tick) + 2 * style.spacing.gap;
  const top = lineHeight(style.text.tick) + style.spacing.gap;
  return {
    left,
    top,
    width: Math.min(size.width - left, map.q * LARGEST_CELL.width * style.text.tick),
    height: Math.min(size.height - top, map.r * LARGEST_CELL.height * style.text.tick),
  };
}

/** Height of the map for cells as high as they get, in the style's unit. */
export function overlapMapHeight(r: number, style: FigureStyle): number {
  return lineHeight(style.text.tick) + style.spacing.gap + r * LARGEST_CELL.height * style.text.tick;
}

/** The ECharts option of an overlap map drawn `size` large: a row per teacher direction, a column per student's. Pure. */
export function overlapMapOption(
  map: OverlapMap,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): EChartsOption {
  const box = overlapBox(map, style, size);
  const largest = map.overlap.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const reach = (map.reach ?? largest) || 1;
  const rich = richStyles(style.text.tick, style.colours.muted, style);
  const cell = { width: box.width / map.q, height: box.height / map.r };
  const names = Array.from({ length: map.q }, (_, j) => map.columns?.[j] ?? studentName(j));
  const widest = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => roughWidth(text, style.text.tick)));
  const tallEnough = cell.height >= style.text.tick;
  const axis = {
    type: 'category' as const,
    gridIndex: 0,
    axisLine: { show: false },
    axisTick: { show: false },
    splitArea: { show: false },
  };
  const label = { color: style.colours.ink, fontSize: style.text.tick, interval: 0, rich };
  return {
    animation: false,
    backgroundColor: style.colours.background,
    textStyle: { fontFamily: style.fontFamily, color: style.colours.ink },
    aria: { enabled: style.interactive, label: { description: map.name } },
    title: [],
    grid: [{ ...box, outerBoundsMode: 'none' as const }],
    xAxis: [
      {
        ...axis,
        position: 'top',
        data: Array.from({ length: map.q }, (_, j) => j + 1),
        axisLabel: {
          ...label,
          show: cell.width >= widest(names.map(plainText)),
          margin: style.spacing.gap,
          formatter: (j: string | number) => richText(names[Number(j) - 1] ?? []),
        },
      },
    ],
    yAxis: [
      {
        ...axis,
        inverse: true,
        data: Array.from({ length: map.r }, (_, i) => i + 1),
        axisLabel: {
          ...label,
          show: tallEnough,
          margin: style.spacing.gap,
          formatter: (i: string | number) => richText([variable('w*'), subscript(String(i))]),
        },
      },
    ],
    visualMap: [
      {
        type: 'continuous',
        show: false,
        min: -reach,
        max: reach,
        seriesIndex: 0,
        // Half way to the full colours: the entries are read on them.
        inRange: { color: softened(valueColours(style)) },
      },
    ],
    series: [
      {
        type: 'heatmap',
        data: Array.from(map.overlap, (entry, k) => [k % map.q, Math.floor(k / map.q), entry]),
        silent: true,
        animation: false,
        emphasis: { disabled: true },
        label: {
          show: tallEnough && cell.width > widest(map.texts),
          color: style.colours.ink,
          fontSize: style.text.tick,
          formatter: ({ dataIndex }) => map.texts[dataIndex] ?? '',
        },
      },
    ],
  };
}

function studentName(j: number): MathText {
  return [variable('w'), subscript(String(j + 1))];
}

/** The scale with its ends drawn half way to the middle. */
function softened([negative, middle, positive]: readonly [string, string, string]): string[] {
  return [blend(negative, middle), middle, blend(positive, middle)];
}

function blend(a: string, b: string): string {
  const part = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round((part(a, at) + part(b, at)) / 2));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
