import { log, pow } from '../elementary';

/** A recorded curve: values at increasing times, the first of which may be 0. Both have the same length. */
export interface Curve {
  readonly t: Float64Array;
  readonly values: ArrayLike<number>;
}

/** Curves on one common grid. */
export interface GriddedCurves {
  /** Grid (m), increasing. */
  readonly grid: Float64Array;
  /** Values, n × m row-major, one row per curve; NaN where a curve was not recorded. */
  readonly values: Float64Array;
}

/** Rounding of a decade's exponent that is still taken for the grid time itself. */
const EXPONENT_ROUNDING = 1e-9;

/**
 * Log-spaced times 10^{k/p}, k whole, p points per decade, that lie within the recorded positive times of at least one
 * curve. The times do not depend on the curves but for their range, so the grid stays in place when runs are added.
 * Empty when no curve has a positive time.
 */
export function commonLogGrid(curves: readonly Curve[], pointsPerDecade: number): Float64Array {
  let first = Infinity;
  let last = 0;
  for (const { t } of curves) {
    const earliest = t.find((time) => time > 0);
    if (earliest === undefined) continue;
    first = Math.min(first, earliest);
    last = Math.max(last, t[t.length - 1]!);
  }
  if (first > last) return new Float64Array(0);
  const from = Math.ceil((log(first) / Math.LN10) * pointsPerDecade - EXPONENT_ROUNDING);
  const to = Math.floor((log(last) / Math.LN10) * pointsPerDecade + EXPONENT_ROUNDING);
  return Float64Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => {
    const time = pow(10, (from + k) / pointsPerDecade);
    // A curve's own first and last time stay on the grid when only rounding puts them beside it.
    return Math.min(Math.max(time, first), last);
  });
}

/**
 * All curves on one increasing grid, linear in ln t between recorded times, and linear in t from a record at t = 0 to
 * the next one. Nothing is extrapolated: NaN before the first and after the last recorded time.
 */
export function resampleCurves(curves: readonly Curve[], grid: Float64Array): GriddedCurves {
  const values = new Float64Array(curves.length * grid.length);
  curves.forEach((curve, row) => {
    resampleCurve(curve, grid, values.subarray(row * grid.length, (row + 1) * grid.length));
  });
  return { grid, values };
}

/** Writes one curve at the grid's times (m) to `out` (m), as `resampleCurves` says. */
export function resampleCurve({ t, values }: Curve, grid: Float64Array, out: Float64Array): void {
  const n = t.length;
  let after = 0;
  for (let j = 0; j < grid.length; j++) {
    const time = grid[j]!;
    while (after < n && t[after]! < time) after++;
    if (after === n || (after === 0 && t[0]! > time)) out[j] = NaN;
    else if (t[after] === time) out[j] = values[after]!;
    else out[j] = interpolate(t[after - 1]!, t[after]!, values[after - 1]!, values[after]!, time);
  }
}

function interpolate(from: number, to: number, low: number, high: number, time: number): number {
  const share = from > 0 ? log(time / from) / log(to / from) : time / to;
  return low + share * (high - low);
}
