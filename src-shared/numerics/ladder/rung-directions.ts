import { Matrix, SVD } from 'ml-matrix';
import type { HermiteTerm } from '../../model/link';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { totalDegree } from '../link/hermite-table';
import type { LinkFrame } from './link-frame';

/** Amplitudes below this fraction of max_k ‖T_k‖ count as zero (theory.md §6). */
const RELATIVE_TOLERANCE = 1e-9;

/** Entries of a basis vector below this are rounding of an axis-aligned vector. */
const ALIGNMENT_TOLERANCE = 1e-12;

/** The next rung above a learned subspace: its relative exponent and an orthonormal basis of U(E). */
export interface RungDirections {
  readonly exponent: number;
  /** Basis vectors (each r) in the coordinates of the frame, zero along the learned axes. */
  readonly basis: readonly Float64Array[];
}

/** Amplitude below which parts of the link count as zero: 1e-9 · max_k ‖T_k‖ over k ≥ 1. */
export function amplitudeFloor(terms: readonly HermiteTerm[]): number {
  const energies = new Map<number, number>();
  for (const term of terms) {
    const k = totalDegree(term);
    energies.set(k, (energies.get(k) ?? 0) + term.c * term.c);
  }
  return RELATIVE_TOLERANCE * Math.sqrt(Math.max(0, ...energies.values()));
}

/** Degree of a term in the axes from number `learned` on. */
export function orderBeyond(term: HermiteTerm, learned: number): number {
  let order = 0;
  for (let i = learned; i < term.beta.length; i++) order += term.beta[i]!;
  return order;
}

/**
 * s(E) and U(E) of theory.md §6 for E = span of the first `learned` axes of the frame; null when the link does not
 * depend on the other axes. `floor` is the amplitude that counts as zero.
 */
export function nextRung(frame: LinkFrame, learned: number, floor: number): RungDirections | null {
  const byOrder = new Map<number, HermiteTerm[]>();
  for (const term of frame.terms) {
    const order = orderBeyond(term, learned);
    if (order === 0) continue;
    const known = byOrder.get(order);
    if (known === undefined) byOrder.set(order, [term]);
    else known.push(term);
  }
  for (const exponent of [...byOrder.keys()].sort((a, b) => a - b)) {
    const basis = leftSingularBasis(byOrder.get(exponent) ?? [], frame.r, learned, floor);
    if (basis.length > 0) return { exponent, basis };
  }
  return null;
}

/**
 * Basis of the left singular space, above `floor`, of the unfoldings of terms that all have the same order beyond the
 * learned axes. Equal columns of the unfolding (index tuples of one type) are merged with their multiplicity, and the
 * factor common to one degree is dropped: entry (i, beta − e_i) is √beta_i · c_beta, the coefficients of ∂_i f*.
 */
function leftSingularBasis(
  terms: readonly HermiteTerm[],
  r: number,
  learned: number,
  floor: number,
): readonly Float64Array[] {
  const free = r - learned;
  const columns = new Map<string, Float64Array>();
  for (const { beta, c } of terms) {
    for (let i = learned; i < r; i++) {
      if (beta[i] === 0) continue;
      const key = beta.map((degree, k) => (k === i ? degree - 1 : degree)).join();
      const column = columns.get(key) ?? new Float64Array(free);
      column[i - learned] = Math.sqrt(beta[i]!) * c;
      columns.set(key, column);
    }
  }
  // The transposed unfolding, padded with zero rows so that it is never wider than high.
  const rows = [...columns.values()];
  while (rows.length < free) rows.push(new Float64Array(free));
  const svd = new SVD(new Matrix(rows), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: true,
  });
  const projector = new Float64Array(free * free);
  let rank = 0;
  for (const [k, sigma] of svd.diagonal.entries()) {
    if (sigma <= floor) continue;
    rank++;
    for (let i = 0; i < free; i++) {
      for (let j = 0; j < free; j++) {
        projector[i * free + j]! += svd.rightSingularVectors.get(i, k) * svd.rightSingularVectors.get(j, k);
      }
    }
  }
  return alignedBasis(projector, free, rank).map((vector) => {
    const padded = new Float64Array(r);
    padded.set(vector, learned);
    return padded;
  });
}

/**
 * Orthonormal basis of the range of a projector (n × n), by Gram-Schmidt on the projected axis that lies deepest in the
 * range. A range spanned by axes gives exactly these axes, which keeps turned links sparse and the ladder readable.
 */
function alignedBasis(projector: Float64Array, n: number, rank: number): readonly Float64Array[] {
  const rest = projector.slice();
  const basis: Float64Array[] = [];
  while (basis.length < rank) {
    let pivot = 0;
    // Ties within rounding go to the first axis.
    for (let i = 1; i < n; i++) if (rest[i * n + i]! > rest[pivot * n + pivot]! + 1e-9) pivot = i;
    const vector = rest.slice(pivot * n, (pivot + 1) * n);
    for (const known of basis) {
      const overlap = vector.reduce((sum, x, i) => sum + x * known[i]!, 0);
      for (let i = 0; i < n; i++) vector[i]! -= overlap * known[i]!;
    }
    normalise(vector);
    for (let i = 0; i < n; i++) if (Math.abs(vector[i]!) < ALIGNMENT_TOLERANCE) vector[i] = 0;
    normalise(vector);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) rest[i * n + j]! -= vector[i]! * vector[j]!;
    basis.push(vector);
  }
  return basis;
}

function normalise(vector: Float64Array): void {
  const length = euclideanNorm(vector);
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
}
