import type { FigureSpec, Panel } from '@shared/figure/figure-spec';
import { plainText } from '@shared/figure/math-text';

/** What kind of mark a series is. */
export type SeriesKind = 'line' | 'band' | 'points' | 'bars' | 'cells' | 'span' | 'level' | 'moment';

/** The columns of a series' numbers, in their order in tables. */
export const SERIES_COLUMNS = ['x', 'y', 'low', 'high', 'value'] as const;
type SeriesColumn = (typeof SERIES_COLUMNS)[number];

/** The numbers of one mark of a figure. */
export interface NumberedSeries {
  readonly panel: string;
  readonly kind: SeriesKind;
  /** Unique among the series of its panel. */
  readonly name: string;
  readonly label: string;
  /** What its arrays in the `.npz` begin with, unique in the figure: lower-case letters, digits, `_` and `.`. */
  readonly array: string;
  /** Equally long columns. */
  readonly columns: Readonly<Partial<Record<SeriesColumn, Float64Array>>>;
}

function middles(edges: Float64Array): Float64Array {
  return Float64Array.from(
    { length: Math.max(0, edges.length - 1) },
    (_, i) => ((edges[i] ?? NaN) + (edges[i + 1] ?? NaN)) / 2,
  );
}

function panelSeries(panel: Panel): Omit<NumberedSeries, 'array'>[] {
  const series = (
    kind: SeriesKind,
    id: string,
    label: string,
    columns: NumberedSeries['columns'],
  ): Omit<NumberedSeries, 'array'> => ({
    panel: panel.id,
    kind,
    name: id.startsWith(`${panel.id}/`) ? id.slice(panel.id.length + 1) : id,
    label,
    columns,
  });
  const { bands = [], points = [], bars = [], cells } = panel;
  const one = (value: number): Float64Array => Float64Array.of(value);
  const grid = cells === undefined ? null : { x: middles(cells.xEdges), y: middles(cells.yEdges) };
  return [
    ...panel.lines.map(({ id, label, x, y }) => series('line', id, plainText(label), { x, y })),
    ...bands.map(({ id, label, x, low, high }) => series('band', id, plainText(label), { x, low, high })),
    ...points.map(({ id, label, x, y, low, high }) =>
      series('points', id, plainText(label), { x, y, ...(low && high ? { low, high } : {}) }),
    ),
    ...bars.map(({ id, label, x, y }) => series('bars', id, plainText(label), { x, y })),
    ...(cells === undefined || grid === null
      ? []
      : [
          series('cells', cells.id, plainText(cells.label), {
            x: cells.values.map((_, i) => grid.x[i % grid.x.length] ?? NaN),
            y: cells.values.map((_, i) => grid.y[Math.floor(i / grid.x.length)] ?? NaN),
            value: cells.values,
          }),
        ]),
    ...panel.spans.map(({ id, label, from, to }) =>
      series('span', id, plainText(label), { low: one(from), high: one(to) }),
    ),
    ...panel.levels.map(({ value, label }, i) =>
      series('level', `level${i + 1}`, plainText(label), { y: one(value) }),
    ),
    ...panel.moments.map(({ value, colour }, i) =>
      series('moment', `moment${i + 1}`, colour === 'prediction' ? 'predicted' : '', { x: one(value) }),
    ),
  ];
}

/** The numbers of everything a figure draws, panel by panel. */
export function figureSeries(spec: FigureSpec): NumberedSeries[] {
  const taken = new Set<string>();
  return spec.panels.flatMap(panelSeries).map((series) => {
    const base = arrayBase(`${series.panel}.${series.name}`);
    let array = base;
    for (let n = 2; taken.has(array); n++) array = `${base}_${n}`;
    taken.add(array);
    return { ...series, array };
  });
}

function arrayBase(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9.]+/g, '_');
  return /^[a-z]/.test(plain) ? plain : `p${plain}`;
}
