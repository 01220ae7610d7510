import { formatMeasured } from '@shared/number-text/format-number';
import type { CriticalKind } from '@shared/numerics/critical/classify';
import type { RestingPoint } from '@shared/numerics/itinerary/resting-point';
import type { Quartiles } from '@shared/numerics/statistics/quartiles';
import { pointTitle } from '../run/plateau-facts';

/** Median and quartiles of times: "12.3 (10.1 … 15.2)"; beyond the horizon where the runs have not come to it. */
export function quartilesInWords({ low, median, high, count }: Quartiles): string {
  if (count === 0) return '–';
  if (low === Infinity) return 'beyond the horizon';
  if (low === high) return time(median);
  return `${time(median)} (${time(low)} … ${time(high)})`;
}

function time(value: number): string {
  return value === Infinity ? 'beyond' : formatMeasured(value, 3);
}

/** A critical point in a column of critical points, with its index in a column of its own: "strict saddle", "degenerate". */
export function pointInColumn(kind: CriticalKind): string {
  return pointTitle({ kind, index: 0 }).replace(/ of index 0$| critical point$/, '');
}

/** The way a run leaves a critical point, as the change of M, and how it was found. */
export interface EscapeWords {
  /** The matrix, row by row: "0 1; 0.02 0". */
  readonly matrix: string;
  readonly about: string;
}

/** The escape direction of a critical point of an r × q overlap; null where the run does not leave it. */
export function escapeInWords(point: RestingPoint, q: number): EscapeWords | null {
  const { escape } = point.hessian;
  if (escape) {
    const about = `steepest descent of the loss, Hessian eigenvalue ${formatMeasured(escape.eigenvalue, 3)}`;
    return { matrix: matrixInWords(escape.overlapChange, q), about };
  }
  if (point.departure === null) return null;
  const about = 'from the critical point to the run: no Hessian eigenvalue is negative there';
  return { matrix: matrixInWords(point.departure, q), about };
}

function matrixInWords(M: Float64Array, q: number): string {
  const rows = Array.from({ length: M.length / q }, (_, i) =>
    Array.from(M.subarray(i * q, (i + 1) * q), (entry) => entryInWords(entry)).join(' '),
  );
  return rows.join('; ');
}

function entryInWords(entry: number): string {
  const rounded = Math.round(100 * entry) / 100;
  // Adding 0 turns −0 into 0.
  return String(rounded + 0).replace('-', '−');
}
