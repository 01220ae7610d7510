import type { RunField } from '@shared/ensembles/run-fields';

/** Widths of the columns of the run table that are no fields: the box to pick by, and the star. */
const FIXED = [34, 30] as const;

/** Width of a field's column in CSS px, before it takes its share of what is left over. */
function widthOf({ id, kind, label }: RunField): number {
  if (id === 'target') return 120;
  if (id === 'variant') return 130;
  if (id === 'flow' || id === 'tag') return 100;
  if (kind === 'text') return 88;
  return Math.max(72, 9 * label.length + 28);
}

/** The columns of the run table, alike in every row: as `grid-template-columns`, and the least width of a row in CSS px. */
export interface TableColumns {
  readonly template: string;
  readonly leastWidth: number;
}

/** Lays columns out; texts take what room is left. */
export function tableColumns(fields: readonly RunField[]): TableColumns {
  const widths = fields.map(widthOf);
  const tracks = fields.map(({ kind }, i) =>
    kind === 'text' ? `minmax(${widths[i] ?? 0}px, ${widths[i] ?? 1}fr)` : `${widths[i] ?? 0}px`,
  );
  // Without a text the last column takes the rest, so that numbers stay beside their headings.
  const rest = fields.some(({ kind }) => kind === 'text') ? [] : ['1fr'];
  return {
    template: [...FIXED.map((width) => `${width}px`), ...tracks, ...rest].join(' '),
    leastWidth: [...FIXED, ...widths].reduce((sum, width) => sum + width, 0),
  };
}
