import { hermitePolynomials } from '../numerics/link/hermite-polynomials';
import type { HermiteTable } from '../numerics/link/hermite-table';

/** Where links are drawn: 99.95 % of a standard normal variable. */
export const LINK_RANGE: readonly [number, number] = [-3.5, 3.5];

/** Values beyond this |z| (1.2 % of a normal variable) may leave the drawn range: a polynomial's tails say little. */
const HEEDED = 2.5;

/** `count` points evenly from end to end of `LINK_RANGE`; the middle one is 0 when `count` is odd. */
export function linkAbscissae(count: number): Float64Array {
  const [low, high] = LINK_RANGE;
  return Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** h_0 … h_degree at every point: row k holds h_k at all points. */
function polynomialRows(points: Float64Array, degree: number): readonly Float64Array[] {
  const rows = Array.from({ length: degree + 1 }, () => new Float64Array(points.length));
  const at = new Float64Array(degree + 1);
  for (const [p, z] of points.entries()) {
    hermitePolynomials(z, degree, at);
    for (const [k, row] of rows.entries()) row[p] = at[k] ?? 0;
  }
  return rows;
}

/** h_beta of the axes that are held, for every term: c · Π h_{beta_i}(z_i) over the axes not in `free`. */
function heldFactors(table: HermiteTable, free: readonly number[], held: readonly number[]): Float64Array {
  const values = Array.from({ length: table.r }, (_, i) => {
    const out = new Float64Array(table.degree + 1);
    hermitePolynomials(held[i] ?? 0, table.degree, out);
    return out;
  });
  return Float64Array.from(table.terms, ({ beta, c }) =>
    beta.reduce((product, k, i) => (free.includes(i) ? product : product * (values[i]?.[k] ?? 0)), c),
  );
}

/** f*(z) (n) along one axis at the points, the other coordinates as in `held` (r). */
export function linkAlongAxis(
  table: HermiteTable,
  axis: number,
  held: readonly number[],
  points: Float64Array,
): Float64Array {
  const rows = polynomialRows(points, table.degree);
  const factors = heldFactors(table, [axis], held);
  const values = new Float64Array(points.length);
  for (const [t, { beta }] of table.terms.entries()) {
    const row = rows[beta[axis] ?? 0];
    const factor = factors[t] ?? 0;
    if (row && factor !== 0) for (const [p, h] of row.entries()) values[p] = (values[p] ?? 0) + factor * h;
  }
  return values;
}

/**
 * f*(z) on the square of points (n × n, row-major: row j is the second axis at point j) over two axes, the other
 * coordinates as in `held` (r).
 */
export function linkOverPlane(
  table: HermiteTable,
  [first, second]: readonly [number, number],
  held: readonly number[],
  points: Float64Array,
): Float64Array {
  const n = points.length;
  const rows = polynomialRows(points, table.degree);
  const factors = heldFactors(table, [first, second], held);
  // For every degree of the second axis, the function of the first axis that stands before it.
  const alongFirst = new Map<number, Float64Array>();
  for (const [t, { beta }] of table.terms.entries()) {
    const row = rows[beta[first] ?? 0];
    const factor = factors[t] ?? 0;
    if (!row || factor === 0) continue;
    const degree = beta[second] ?? 0;
    const sum = alongFirst.get(degree) ?? new Float64Array(n);
    alongFirst.set(degree, sum);
    for (const [p, h] of row.entries()) sum[p] = (sum[p] ?? 0) + factor * h;
  }
  const values = new Float64Array(n * n);
  for (const [degree, sum] of alongFirst) {
    const row = rows[degree] ?? new Float64Array(n);
    for (let j = 0; j < n; j++) {
      const h = row[j] ?? 0;
      for (let i = 0; i < n; i++) values[j * n + i] = (values[j * n + i] ?? 0) + h * (sum[i] ?? 0);
    }
  }
  return values;
}

/** Least and largest of the finite values at points with |z| ≤ 2.5; [0, 0] without any. */
export function heededExtent(points: Float64Array, values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const [p, z] of points.entries()) {
    const value = values[p] ?? Number.NaN;
    if (Math.abs(z) > HEEDED || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 0];
}

/** Largest |f*| over the square at points with both |z| ≤ 2.5. */
export function heededSize(points: Float64Array, values: Float64Array): number {
  const n = points.length;
  let size = 0;
  for (const [j, y] of points.entries()) {
    if (Math.abs(y) > HEEDED) continue;
    const [low, high] = heededExtent(points, values.subarray(j * n, (j + 1) * n));
    size = Math.max(size, Math.abs(low), Math.abs(high));
  }
  return size;
}
