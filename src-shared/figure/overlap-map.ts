import type { EChartsOption } from 'echarts';
import type { FigureStyle } from './figure-style';
import type { Box } from './layout';
import type { MathText } from './figure-spec';
import { richStylesOf, richText } from './rich-text';
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

/** A cell reaches over the next by this much, in px, so that no ground shines through between them. */
const OVERLAPPING = 0.5;

/**
 * The ECharts option of an overlap map drawn `size` large: a row per teacher direction, a column per student's. Pure. Its
 * cells and names are graphics, not a heat map on axes: under a live run it is drawn ten times a second, and of that
 * time axes, colour scale and layers of their own would take three quarters.
 */
export function overlapMapOption(
  map: OverlapMap,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): EChartsOption {
  const box = overlapBox(map, style, size);
  const cell = { width: box.width / map.q, height: box.height / map.r };
  const names = Array.from({ length: map.q }, (_, j) => map.columns?.[j] ?? studentName(j));
  const widest = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => roughWidth(text, style.text.tick)));
  const tallEnough = cell.height >= style.text.tick;
  const named = cell.width >= widest(names.map(plainText));
  const written = tallEnough && cell.width > widest(map.texts);
  return {
    animation: false,
    backgroundColor: style.colours.background,
    aria: { enabled: style.interactive, label: { description: map.name } },
    graphic: [
      {
        elements: [
          ...cells(map, box, cell, written, style),
          ...(named ? names.map((name, j) => columnName(name, j, box, cell.width, style)) : []),
          ...(tallEnough ? Array.from({ length: map.r }, (_, i) => rowName(i, box, cell.height, style)) : []),
        ],
      },
    ],
  };
}

/** The entries, each on its colour, `written` where there is room. */
function cells(
  { q, overlap, texts, reach }: OverlapMap,
  box: Box,
  cell: { readonly width: number; readonly height: number },
  written: boolean,
  style: FigureStyle,
) {
  const largest = overlap.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const fullAt = (reach ?? largest) || 1;
  const [negative, middle, positive] = valueColours(style);
  /** Half way to the full colours: the entries are read on them. */
  const colour = (entry: number): string => {
    if (Number.isNaN(entry)) return 'transparent';
    return blend(middle, entry < 0 ? negative : positive, Math.min(1, Math.abs(entry) / fullAt) / 2);
  };
  return Array.from(overlap, (entry, k) => ({
    type: 'rect' as const,
    silent: true,
    shape: {
      x: box.left + (k % q) * cell.width - OVERLAPPING / 2,
      y: box.top + Math.floor(k / q) * cell.height - OVERLAPPING / 2,
      width: cell.width + OVERLAPPING,
      height: cell.height + OVERLAPPING,
    },
    style: { fill: colour(entry) },
    ...(written ? { textContent: entryText(texts[k] ?? '', style), textConfig: IN_THE_MIDDLE } : {}),
  }));
}

const IN_THE_MIDDLE = { position: 'inside' } as const;

function entryText(text: string, style: FigureStyle) {
  const { fontFamily, colours } = style;
  return {
    type: 'text' as const,
    silent: true,
    style: { text, fill: colours.ink, fontSize: style.text.tick, fontFamily },
  };
}

function columnName(name: MathText, j: number, box: Box, width: number, style: FigureStyle) {
  return nameText(name, style, {
    x: box.left + (j + 0.5) * width,
    y: box.top - style.spacing.gap,
    align: 'center' as const,
    verticalAlign: 'bottom' as const,
  });
}

function rowName(i: number, box: Box, height: number, style: FigureStyle) {
  return nameText([variable('w*'), subscript(String(i + 1))], style, {
    x: box.left - style.spacing.gap,
    y: box.top + (i + 0.5) * height,
    align: 'right' as const,
    verticalAlign: 'middle' as const,
  });
}

function nameText<Place extends object>(name: MathText, style: FigureStyle, place: Place) {
  const { colours } = style;
  const text = richText(name);
  return {
    type: 'text' as const,
    silent: true,
    style: {
      ...place,
      text,
      fill: colours.ink,
      fontSize: style.text.tick,
      fontFamily: style.fontFamily,
      rich: richTextStyles(text, style),
    },
  };
}

/** Styles of the tokens of a name; outside of a label, zrender calls their colour a fill. */
function richTextStyles(text: string, style: FigureStyle) {
  return Object.fromEntries(
    Object.entries(richStylesOf([text], style.text.tick, style.colours.muted, style)).map(
      ([name, { color, ...rest }]) => [name, { ...rest, fill: color }],
    ),
  );
}

function studentName(j: number): MathText {
  return [variable('w'), subscript(String(j + 1))];
}

/** A share of the way from one colour to another. */
function blend(from: string, to: string, share: number): string {
  const part = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(from, at) + share * (part(to, at) - part(from, at))));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
