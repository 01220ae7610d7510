import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { singularValueDecomposition } from '../linear-algebra/singular-values';
import type { DirectionGrowth } from './direction-growth';
import type { LadderFlow } from './ladder';

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
 * The singular directions of what is left of the start whose overlap exceeds `resolution`, and their mixture, which a
 * start without preference (such as a multiple of the identity) needs to find the link's own directions.
 */
export function startCandidates(
  growth: DirectionGrowth,
  flow: LadderFlow,
  overlap: OpenOverlap,
  resolution: number,
): readonly Candidate[] {
  const { entries, rows, columns } = overlap;
  const { sigma, U, V } = singularValueDecomposition(entries, rows, columns);
  const kept = [...sigma.keys()].filter((k) => sigma[k]! > resolution);
  const vectors = kept.map((k) => column(U, rows, sigma.length, k));
  const pure = kept.map((k, position) =>
    candidate(flow, sigma[k]!, vectors[position]!, column(V, columns, sigma.length, k)),
  );
  if (kept.length < 2) return pure;

  // Singular vectors have no sign of their own: each is added with the sign that lets the mixture grow faster.
  const rate = new Float64Array(pure[0]!.state.length);
  const growthRate = ({ state }: Candidate): number => {
    growth.derivative(state, false, rate);
    return rate[0]!;
  };
  let sum = vectors[0]!.map((x) => sigma[kept[0]!]! * x);
  let mixture = pure[0]!;
  for (let position = 1; position < kept.length; position++) {
    const weight = sigma[kept[position]!]!;
    const sums = [weight, -weight].map((w) => sum.map((x, i) => x + w * vectors[position]![i]!));
    const [plus, minus] = sums.map((direction) => alongDirection(flow, overlap, direction));
    const takesPlus = growthRate(plus!) >= growthRate(minus!);
    sum = takesPlus ? sums[0]! : sums[1]!;
    mixture = takesPlus ? plus! : minus!;
  }
  return [...pure, mixture];
}

/** The candidate along a direction u (any length) with the partner the start gives it, v ∝ Nᵀu. */
function alongDirection(flow: LadderFlow, overlap: OpenOverlap, direction: Float64Array): Candidate {
  const { entries, rows, columns } = overlap;
  const u = normalised(direction);
  const v = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) v[j]! += u[i]! * entries[i * columns + j]!;
  }
  return candidate(flow, euclideanNorm(v), u, normalised(v));
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

function candidate(flow: LadderFlow, m: number, u: Float64Array, v: Float64Array): Candidate {
  return {
    state: flow.kind === 'planted' ? Float64Array.of(m, ...u, ...v) : Float64Array.of(m, ...u),
    right: v,
  };
}

function normalised(vector: Float64Array): Float64Array {
  const length = euclideanNorm(vector);
  return vector.map((x) => x / length);
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
