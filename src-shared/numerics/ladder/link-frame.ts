import { InvalidInputError } from '../../model/input-problem';
import type { HermiteTerm } from '../../model/link';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import type { Rung } from './ladder';
import { turnPlane } from './plane-rotation';

/** A link written in orthonormal axes of our choice: f*(Σ_i y_i a_i) = Σ c_beta H_beta(y). */
export interface LinkFrame {
  readonly r: number;
  /** Terms in the coordinates y; no constant term. */
  readonly terms: readonly HermiteTerm[];
  /** Axes a_i as the columns of an r × r row-major orthogonal matrix. */
  readonly axes: Float64Array;
}

/** Largest number of terms a turned link may need; beyond it the answer would take seconds. */
const TERM_LIMIT = 50_000;

/** The link in its own axes, without its constant term (which no flow sees). */
export function ownFrame(link: { readonly r: number; readonly terms: readonly HermiteTerm[] }): LinkFrame {
  const axes = new Float64Array(link.r * link.r);
  for (let i = 0; i < link.r; i++) axes[i * link.r + i] = 1;
  return { r: link.r, terms: link.terms.filter((term) => term.beta.some((degree) => degree > 0)), axes };
}

/**
 * Turns the frame so that the given orthonormal vectors (each r, in the frame's own coordinates) become its axes number
 * `first`, `first` + 1, …. The vectors must have no component along the axes before `first`, which stay as they are.
 * Vectors that are axes already only permute terms. Throws InvalidInputError when the turned link has too many terms.
 */
export function turnFrame(frame: LinkFrame, vectors: readonly Float64Array[], first: number): LinkFrame {
  const { r } = frame;
  const axes = frame.axes.slice();
  const pending = vectors.map((vector) => vector.slice());
  let { terms } = frame;
  for (const [position, vector] of pending.entries()) {
    const i = first + position;
    for (let j = r - 1; j > i; j--) {
      if (vector[j] === 0) continue;
      const length = euclideanNorm([vector[i]!, vector[j]!]);
      const c = vector[i]! / length;
      const s = vector[j]! / length;
      terms = turnPlane(terms, i, j, c, s);
      if (terms.length > TERM_LIMIT) throw tooManyTerms();
      for (const other of pending) turnPair(other, i, j, c, s);
      // Exact by construction; rounding left here would be turned again.
      vector[j] = 0;
      for (let row = 0; row < r; row++) turnPair(axes, row * r + i, row * r + j, c, s);
    }
    if (vector[i]! < 0) {
      terms = terms.map(({ beta, c }) => ({ beta, c: beta[i]! % 2 === 1 ? -c : c }));
      for (const other of pending) other[i] = -other[i]!;
      for (let row = 0; row < r; row++) axes[row * r + i] = -axes[row * r + i]!;
    }
  }
  return { r, terms, axes };
}

/** The link in the axes of its ladder: the directions of the rungs, in their order, are the first axes. */
export function alignedFrame(
  link: { readonly r: number; readonly terms: readonly HermiteTerm[] },
  rungs: readonly Rung[],
): LinkFrame {
  const vectors = rungs.flatMap((rung) => {
    const count = rung.dimensionAfter - rung.dimensionBefore;
    return Array.from({ length: count }, (_, k) =>
      Float64Array.from({ length: link.r }, (_unused, i) => rung.basis[i * count + k]!),
    );
  });
  return turnFrame(ownFrame(link), vectors, 0);
}

function turnPair(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = values[i]!;
  const y = values[j]!;
  values[i] = c * x + s * y;
  values[j] = c * y - s * x;
}

function tooManyTerms(): InvalidInputError {
  return new InvalidInputError([
    {
      field: 'link.terms',
      cause: `in the axes of its saddle ladder the link has more than ${TERM_LIMIT} terms`,
      remedy: 'Use fewer directions or a lower degree, or write the link in axes aligned with its ladder',
    },
  ]);
}
