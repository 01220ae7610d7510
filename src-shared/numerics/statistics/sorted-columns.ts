import type { GriddedCurves } from './curve-grid';
import { repeatedQuantile } from './order-statistics';

/** The values of all curves at one grid point, ascending, and the curves (rows) they belong to. */
export interface SortedColumn {
  readonly values: Float64Array;
  readonly rows: Uint32Array;
}

/** The columns of gridded curves (m), missing values left out. */
export function sortedColumns({ grid, values }: GriddedCurves): readonly SortedColumn[] {
  const m = grid.length;
  const n = m === 0 ? 0 : values.length / m;
  return Array.from(grid, (_, j) => {
    const rows = Uint32Array.from({ length: n }, (__, row) => row)
      .filter((row) => !Number.isNaN(values[row * m + j]!))
      .sort((a, b) => compare(values[a * m + j]!, values[b * m + j]!));
    return { rows, values: Float64Array.from(rows, (row) => values[row * m + j]!) };
  });
}

/** Infinities are equal to themselves, which their difference would not say. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Median over the curves when curve number i counts drawn[i] times; NaN when none of them has a value. */
export function drawnMedian({ values, rows }: SortedColumn, drawn: Uint32Array): number {
  return repeatedQuantile(values, (position) => drawn[rows[position]!]!, 0.5);
}

/** Mean over the curves when curve number i counts drawn[i] times; NaN when none of them has a value. */
export function drawnMean({ values, rows }: SortedColumn, drawn: Uint32Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const times = drawn[rows[i]!]!;
    // 0 · ∞ is no number.
    if (times > 0) sum += times * values[i]!;
    count += times;
  }
  return sum / count;
}
