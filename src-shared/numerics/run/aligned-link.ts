import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { InvalidInputError } from '../../model/input-problem';
import type { Rung } from '../ladder/ladder';
import { alignedFrame, turnFrame, type LinkFrame } from '../ladder/link-frame';
import { saddleLadder } from '../ladder/saddle-ladder';
import { hermiteTable, totalDegree, type HermiteTable } from '../link/hermite-table';

/**
 * Coefficients below this fraction of the largest are rounding of the turn. Left in, a spurious 1e-16 of a lower degree
 * would decide the escape of a direction whose own velocity is smaller.
 */
const ROUNDING = 1e-13;

/** A link f̃ = f*(A ·) written in axes A (r × r, orthogonal, axes as columns). */
export interface AlignedLink {
  readonly link: HermiteTable;
  readonly axes: Float64Array;
}

/**
 * The link in the axes of its saddle ladder (numerics.md §3.2); inside a rung of exponent 2 in the eigenvectors of its
 * quadratic part, the directions that escape one after the other. Null when the link's own axes are such already, or when
 * turning it would go beyond the engine's limits: its own axes lose accuracy, not correctness.
 */
export function alignLink(link: HermiteTable): AlignedLink | null {
  try {
    const { rungs } = saddleLadder(link);
    const frame = rungs.reduce(turnToEigenvectors, alignedFrame(link, rungs));
    if (isSignedPermutation(frame.axes)) return null;
    const largest = Math.max(...frame.terms.map((term) => Math.abs(term.c)));
    const terms = frame.terms.filter((term) => Math.abs(term.c) > ROUNDING * largest);
    return { link: hermiteTable(link.r, terms), axes: frame.axes };
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

/** Turns the axes of a rung of exponent 2 to the eigenvectors of T_2 on them; other rungs stay as they are. */
function turnToEigenvectors(frame: LinkFrame, rung: Rung): LinkFrame {
  const first = rung.dimensionBefore;
  const count = rung.dimensionAfter - first;
  if (rung.exponent !== 2 || count < 2) return frame;
  const quadratic = quadraticPart(frame, first, count);
  if (isDiagonal(quadratic)) return frame;
  const { eigenvectorMatrix } = new EigenvalueDecomposition(quadratic, { assumeSymmetric: true });
  const vectors = Array.from({ length: count }, (_, k) => {
    const vector = new Float64Array(frame.r);
    vector.set(eigenvectorMatrix.getColumn(k), first);
    return vector;
  });
  return turnFrame(frame, vectors, first);
}

/** T_2 on the axes `first` … `first` + count − 1: c on the diagonal for h2(y_i), c/√2 off it for h1(y_i)h1(y_j). */
function quadraticPart(frame: LinkFrame, first: number, count: number): Matrix {
  const T = Matrix.zeros(count, count);
  for (const term of frame.terms) {
    if (totalDegree(term) !== 2) continue;
    const inside = term.beta.slice(first, first + count);
    if (inside.reduce((sum, degree) => sum + degree, 0) !== 2) continue;
    const i = inside.findIndex((degree) => degree > 0);
    const j = inside.findIndex((degree, k) => degree === 2 || (degree === 1 && k > i));
    T.set(i, j, i === j ? term.c : term.c * Math.SQRT1_2);
    T.set(j, i, T.get(i, j));
  }
  return T;
}

function isDiagonal(T: Matrix): boolean {
  const largest = Math.max(Math.abs(T.max()), Math.abs(T.min()));
  return T.to2DArray().every((row, i) =>
    row.every((entry, j) => i === j || Math.abs(entry) <= ROUNDING * largest),
  );
}

function isSignedPermutation(axes: Float64Array): boolean {
  return axes.every((entry) => entry === 0 || Math.abs(entry) === 1);
}
