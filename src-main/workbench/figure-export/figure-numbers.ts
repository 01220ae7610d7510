import { csvNumber, csvText } from '@main/files/csv-cell';
import { encodeNpz, type NpzMembers } from '@main/files/npz/npz';
import type { FigureSpec } from '@shared/figure/figure-spec';
import type { FigureMetadata } from './figure-metadata';
import { figureSeries, SERIES_COLUMNS } from './figure-series';

function comments(metadata: FigureMetadata): string[] {
  const lines = [`${metadata.title} (${metadata.software})`];
  for (const origin of metadata.panels) {
    if ('note' in origin) {
      lines.push(`${origin.panel}: ${origin.note} (${origin.runs.length} runs)`);
      continue;
    }
    const { panel, quantity, flow, experiment, target, run } = origin;
    lines.push(
      `${panel}: ${quantity} of the ${flow} flow, experiment "${experiment}", target "${target}", ` +
        `d = ${run.dimension}, seed = ${run.seed ?? 'none'}, run ${run.runId}`,
    );
  }
  return lines.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`);
}

/**
 * The figure's numbers as one tidy table: a row per point of every line, band, marker, bar, cell, span, level and moment;
 * columns `panel, kind, series, label, x, y, low, high, value`, those that do not apply left empty. Origins in `#`
 * comments above (pandas: `read_csv(path, comment='#')`).
 */
export function numbersAsCsv(spec: FigureSpec, metadata: FigureMetadata | null): string {
  const header = ['panel', 'kind', 'series', 'label', ...SERIES_COLUMNS].join(',');
  const rows = figureSeries(spec).flatMap(({ panel, kind, name, label, columns }) => {
    const length = Math.max(0, ...Object.values(columns).map((column) => column.length));
    const start = [panel, kind, name, label].map(csvText).join(',');
    return Array.from({ length }, (_, i) =>
      [start, ...SERIES_COLUMNS.map((column) => csvNumber(columns[column]?.[i] ?? NaN))].join(','),
    );
  });
  return [...(metadata === null ? [] : comments(metadata)), header, ...rows, ''].join('\n');
}

/**
 * The figure's numbers as an `.npz` for `numpy.load`: per series one array for each of its columns, named
 * `<panel>.<series>.<column>`; heat maps are flat, row-major from the lowest y. `metadata.json` beside them, unless the
 * figure is anonymous.
 */
export function numbersAsNpz(spec: FigureSpec, metadata: FigureMetadata | null): Uint8Array {
  const members = new Map<string, Uint8Array | { shape: number[]; values: Float64Array }>();
  for (const series of figureSeries(spec)) {
    for (const column of SERIES_COLUMNS) {
      const values = series.columns[column];
      if (values !== undefined) members.set(`${series.array}.${column}`, { shape: [values.length], values });
    }
  }
  if (metadata !== null) {
    members.set('metadata.json', new TextEncoder().encode(JSON.stringify(metadata, null, 2)));
  }
  return encodeNpz(members satisfies NpzMembers);
}
