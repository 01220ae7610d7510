import type { FlowSpec } from '../../model/experiment';
import { singularValueDecomposition } from '../linear-algebra/singular-values';

/** Singular values of the drive below this fraction of the largest are rounding. */
const DRIVE_RESOLUTION = 1e-12;

/** What is left of a start for the open axes of a rung: rows × columns, row-major. */
export interface OpenOverlap {
  readonly entries: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A way one direction may leave the saddle: its initial state y = [m, u] or [m, u, w]. */
export interface Candidate {
  readonly state: Float64Array;
  /** Two-timescale: the unit vector of R^q the direction uses. */
  readonly right: Float64Array;
}

/**
 * The singular directions of what is left of the start whose overlap exceeds `resolution`, and their mixture (a start
 * without preference, such as a multiple of the identity, needs it).
 */
export function startCandidates(
  flow: FlowSpec,
  overlap: OpenOverlap,
  resolution: number,
): readonly Candidate[] {
  const { entries, rows, columns } = overlap;
  const { sigma, U, V } = singularValueDecomposition(entries, rows, columns);
  const pairs = [...sigma.keys()]
    .filter((k) => sigma[k]! > resolution)
    .map((k) => ({ u: column(U, rows, sigma.length, k), v: column(V, columns, sigma.length, k) }));
  if (pairs.length > 1) {
    const u = new Float64Array(rows);
    for (const [k, pair] of pairs.entries()) for (let i = 0; i < rows; i++) u[i]! += sigma[k]! * pair.u[i]!;
    normalise(u);
    const v = new Float64Array(columns);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) v[j]! += u[i]! * entries[i * columns + j]!;
    normalise(v);
    pairs.push({ u, v });
  }
  return pairs.map(({ u, v }) => candidate(flow, bilinear(u, entries, v), u, v));
}

/** The singular directions of the planted drive P(P_E), with the signed overlap the start has along each. */
export function drivenCandidates(drive: Float64Array, overlap: OpenOverlap): readonly Candidate[] {
  const { rows, entries } = overlap;
  const { sigma, U, V } = singularValueDecomposition(drive, rows, rows);
  return [...sigma.keys()]
    .filter((k) => sigma[k]! > DRIVE_RESOLUTION * sigma[0]!)
    .map((k) => {
      const u = column(U, rows, rows, k);
      const w = column(V, rows, rows, k);
      return { state: Float64Array.of(bilinear(u, entries, w), ...u, ...w), right: w };
    });
}

function candidate(flow: FlowSpec, m: number, u: Float64Array, v: Float64Array): Candidate {
  return {
    state: flow.kind === 'planted' ? Float64Array.of(m, ...u, ...v) : Float64Array.of(m, ...u),
    right: v,
  };
}

function normalise(vector: Float64Array): void {
  const length = Math.hypot(...vector);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
}

/** Column k of a rows × count row-major matrix. */
function column(matrix: Float64Array, rows: number, count: number, k: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => matrix[i * count + k]!);
}

/** uᵀ A v for row-major A. */
function bilinear(u: Float64Array, A: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++)
    for (let j = 0; j < v.length; j++) sum += u[i]! * A[i * v.length + j]! * v[j]!;
  return sum;
}
