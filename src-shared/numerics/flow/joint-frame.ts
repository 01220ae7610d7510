import { rowSpace } from '../linear-algebra/row-space';
import { totalDegree, type HermiteTable } from '../link/hermite-table';
import { multiply } from './matrix-products';

/** Directions of R^q that a joint flow takes place in: the student is u' = Vᵀu, and M(0) = A Vᵀ. */
export interface StudentFrame {
  /** Number p of directions, at least 1. */
  readonly width: number;
  /** V, q × p, orthonormal columns. */
  readonly axes: Float64Array;
  /** A = M(0) V, r × p. */
  readonly overlap: Float64Array;
}

/**
 * A frame for the joint flow from M(0) = `overlap` (r × q) and a student link: by gauge covariance (theory.md §3.3) the
 * flow never leaves the span of the rows of M(0) and of the directions the student link depends on, so that rounding
 * cannot raise the rank (theory.md §10.6). `student` is null for a link that has no directions of its own (zero or
 * fitted); then the frame makes A lower triangular, which keeps the students of successive rungs in coefficients of their
 * own. Otherwise the student's axes are kept unless some are not needed.
 */
export function studentFrame(
  overlap: Float64Array,
  r: number,
  q: number,
  student: HermiteTable | null,
): StudentFrame {
  const gradient = student === null ? [] : gradientRows(student);
  const rows = Float64Array.from([...overlap, ...gradient.flat()]);
  const { rank, basis } = rowSpace(rows, r + gradient.length, q);
  if (rank === 0) return framed(overlap, r, q, identityColumns(q, 1), 1);
  const axes = rank === q ? identityColumns(q, q) : basis;
  const frame = framed(overlap, r, q, axes, rank);
  return gradient.length === 0 ? lowerTriangular(frame, r, q) : frame;
}

function framed(
  overlap: Float64Array,
  r: number,
  q: number,
  axes: Float64Array,
  width: number,
): StudentFrame {
  const turned = new Float64Array(r * width);
  multiply(overlap, axes, r, q, width, turned);
  return { width, axes, overlap: turned };
}

function identityColumns(q: number, count: number): Float64Array {
  return Float64Array.from({ length: q * count }, (_, k) => (Math.floor(k / count) === k % count ? 1 : 0));
}

/**
 * The coefficients of all ∂_j f on R^q, one row of q numbers per Hermite function (theory.md §1): their row space holds
 * the directions that f depends on.
 */
function gradientRows(link: HermiteTable): readonly (readonly number[])[] {
  const rows = new Map<string, number[]>();
  for (const { beta, c } of link.terms.filter((term) => totalDegree(term) > 0)) {
    beta.forEach((degree, j) => {
      if (degree === 0) return;
      const key = beta.map((b, i) => (i === j ? b - 1 : b)).join();
      const row = rows.get(key) ?? new Array<number>(link.r).fill(0);
      row[j]! += Math.sqrt(degree) * c;
      rows.set(key, row);
    });
  }
  return [...rows.values()];
}

/** The frame turned by Householder reflections so that A is lower triangular. */
function lowerTriangular(frame: StudentFrame, r: number, q: number): StudentFrame {
  const { width } = frame;
  const overlap = frame.overlap.slice();
  const axes = frame.axes.slice();
  const normal = new Float64Array(width);
  for (let k = 0; k < Math.min(r, width - 1); k++) {
    const row = overlap.subarray(k * width, (k + 1) * width);
    const tail = Math.hypot(...row.subarray(k + 1));
    if (tail === 0) continue;
    const length = Math.hypot(row[k]!, tail);
    const diagonal = row[k]! > 0 ? -length : length;
    normal.fill(0);
    normal.set(row.subarray(k), k);
    normal[k]! -= diagonal;
    reflectRows(overlap, r, width, normal);
    reflectRows(axes, q, width, normal);
    row.fill(0, k + 1);
    row[k] = diagonal;
  }
  return { width, axes, overlap };
}

/** X ← X (I − 2 vvᵀ/|v|²) for the `count` rows of X. */
function reflectRows(X: Float64Array, count: number, width: number, v: Float64Array): void {
  const square = v.reduce((sum, x) => sum + x * x, 0);
  for (let i = 0; i < count; i++) {
    let product = 0;
    for (let k = 0; k < width; k++) product += X[i * width + k]! * v[k]!;
    const factor = (2 * product) / square;
    for (let k = 0; k < width; k++) X[i * width + k]! -= factor * v[k]!;
  }
}
