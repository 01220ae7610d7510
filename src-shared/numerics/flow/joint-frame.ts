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
 * A frame for the joint flow from M(0) = `overlap` (r × q) and a student link; null for the fitted link, which has no
 * directions of its own. By gauge covariance (theory.md §3.3) the flow never leaves the span of the rows of M(0) and of
 * the directions the student link depends on: leaving the others out, rounding cannot raise the rank (theory.md §10.6).
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
  if (rank === q) return wholeFrame(overlap, q);
  // A student at rest in no direction at all keeps one, so that there is a link to speak of.
  const width = Math.max(1, rank);
  const axes = rank === 0 ? identityColumns(q, width) : basis;
  const turned = new Float64Array(r * width);
  multiply(overlap, axes, r, q, width, turned);
  return { width, axes, overlap: turned };
}

/** The frame of all of R^q in its own axes. */
export function wholeFrame(overlap: Float64Array, q: number): StudentFrame {
  return { width: q, axes: identityColumns(q, q), overlap: overlap.slice() };
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
