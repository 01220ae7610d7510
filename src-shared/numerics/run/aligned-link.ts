import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { InvalidInputError } from '../../model/input-problem';
import type { HermiteTerm } from '../../model/link';
import { degreeBases } from '../correlation/multi-indices';
import { hasTensors, PulledTensor } from '../correlation/pulled-tensor';
import { identityMatrix } from '../flow/matrix-products';
import type { Rung } from '../ladder/ladder';
import { alignedFrame, ownFrame, turnFrame, type LinkFrame } from '../ladder/link-frame';
import { saddleLadder } from '../ladder/saddle-ladder';
import { hermiteTable, totalDegree, type HermiteTable } from '../link/hermite-table';

/** Coefficients below this fraction of the largest are rounding of the turn; dropping them keeps turned links sparse. */
const ROUNDING = 1e-13;

/**
 * The axes (columns of an r × r orthogonal matrix) of the saddle ladder of a link (numerics.md §3.2); inside a rung of
 * exponent 2 the eigenvectors of its quadratic part, the directions that escape one after the other. The link's
 * own axes where finding others would go beyond the engine's limits.
 */
export function ladderAxes(link: HermiteTable): Float64Array {
  try {
    const { rungs } = saddleLadder(link);
    const { axes } = rungs.reduce(turnToEigenvectors, alignedFrame(link, rungs));
    return isSignedPermutation(axes) ? identityMatrix(link.r) : axes;
  } catch (error) {
    if (error instanceof InvalidInputError) return identityMatrix(link.r);
    throw error;
  }
}

/**
 * The link f*(A ·) in axes A (r × r, orthogonal, axes as columns), always turned from the link's own so that errors do
 * not add up. Throws InvalidInputError when it has too many terms.
 */
export function turnLink(link: HermiteTable, axes: Float64Array): HermiteTable {
  const { r } = link;
  if (isIdentity(axes, r)) return link;
  const terms = hasTensors(r, link.degree) ? turnTensors(link, axes) : turnPlanes(link, axes);
  const largest = Math.max(...terms.map((term) => Math.abs(term.c)));
  return hermiteTable(
    r,
    terms.filter((term) => Math.abs(term.c) > ROUNDING * largest),
  );
}

/** The terms of f*(A ·), degree by degree: T_k(A ·, …, A ·) has the entries c_beta √(beta!/k!) (theory.md §1). */
function turnTensors(link: HermiteTable, axes: Float64Array): readonly HermiteTerm[] {
  const { r } = link;
  const degrees = new Set(link.terms.map(totalDegree));
  degrees.delete(0);
  return [...degrees].flatMap((k) => {
    const tensor = new PulledTensor(link, k, r);
    tensor.pull(axes, 0, k);
    const values = tensor.values(k);
    const { indices, arrangements } = degreeBases(r, k)[k]!;
    return indices.map((beta, b) => ({ beta, c: values[b]! * Math.sqrt(arrangements[b]!) }));
  });
}

/** The same one plane after the other: no room for terms that are not there, and accurate at any degree. */
function turnPlanes(link: HermiteTable, axes: Float64Array): readonly HermiteTerm[] {
  const { r } = link;
  const vectors = Array.from({ length: r }, (_, k) =>
    Float64Array.from({ length: r }, (_i, i) => axes[i * r + k]!),
  );
  return turnFrame(ownFrame(link), vectors, 0).terms;
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

function isIdentity(axes: Float64Array, size: number): boolean {
  return axes.every((entry, i) => entry === (i % (size + 1) === 0 ? 1 : 0));
}
