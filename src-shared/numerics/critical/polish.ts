import { multiply } from '../flow/matrix-products';
import { singularValueDecomposition, singularValues } from '../linear-algebra/singular-values';
import { nullSpace } from '../linear-algebra/null-space';
import { tangentOf, unlearnedPart, type CoreFrame } from './core-frame';
import { coreForm, type CoreForm } from './hessian-form';
import type { Landscape } from './landscape';
import { symmetricSpectrum } from './symmetric-spectrum';

/** How a state is brought to a critical point. */
export interface PolishRules {
  /** Gradient norm, in units of ‖f*‖², at which a point counts as critical. */
  readonly gradientTolerance: number;
  /** Newton steps leave out Hessian eigenvalues up to this size, in units of ‖f*‖² (least squares). */
  readonly pseudoInverseCut: number;
  /** A critical point further than this from the state, in ‖W − W₀‖, is not the state's own. */
  readonly reach: number;
  /** Singular values closer than this to 0 or 1 are first tried at 0 or 1. */
  readonly snapDistance: number;
}

/** Defaults. */
export const POLISH_RULES: PolishRules = {
  gradientTolerance: 1e-13,
  pseudoInverseCut: 1e-7,
  reach: 0.5,
  snapDistance: 0.1,
};

/** A critical point found from a state nearby. */
export interface PolishedPoint {
  /** r × q. */
  readonly M: Float64Array;
  /** Norm of the Riemannian gradient in W there. */
  readonly gradientNorm: number;
  /** ‖W − W₀‖ (Frobenius) between the two. */
  readonly distance: number;
  /** Whether every singular value of M is 0 or 1: G is the projector on a learned subspace. */
  readonly ideal: boolean;
}

/** Newton steps allowed: quadratic convergence needs a handful, a degenerate point halves its distance in each. */
const MAX_STEPS = 60;
/** Longest Newton step in W. */
const LONGEST_STEP = 0.3;
/** A snapped point is preferred unless it is so many times further than the one found without. */
const SNAP_PREFERENCE = 10;
/** … or within this distance: nearer than that a degenerate point and its neighbours are one. */
const SAME_POINT = 1e-3;
/** Singular values this close to 0 or 1 are 0 or 1. */
const IDEAL_TOLERANCE = 1e-7;

/**
 * The critical point that the state with overlap M (r × q) is near, by Riemannian Newton on St(q + r, q), where every
 * such state can be placed (theory.md §9); null when there is none within reach. Zero eigenvalues of the Hessian, as
 * symmetries and degenerate points bring them, are left out of the step. Since Newton only creeps towards a degenerate
 * point, the state with its singular values snapped to 0 and 1 is tried as well: saddles and equators are such points.
 */
export function polishCriticalPoint(
  landscape: Landscape,
  M: Float64Array,
  rules: PolishRules = POLISH_RULES,
): PolishedPoint | null {
  const { r, q } = landscape;
  const start = placeInFrame(M, r, q);
  const direct = newton(landscape, start, start, rules);
  const snapped = snap(M, r, q, rules.snapDistance);
  if (snapped === null) return direct;
  const ideal = newton(landscape, placeInFrame(snapped, r, q), start, rules);
  if (ideal === null || direct === null) return ideal ?? direct;
  const preferred = ideal.distance <= Math.max(SAME_POINT, SNAP_PREFERENCE * direct.distance);
  return preferred ? ideal : direct;
}

/** Newton iteration from W ((r + q) × q), with W* the first r axes; `origin` is where distances are measured from. */
function newton(
  landscape: Landscape,
  start: Float64Array,
  origin: Float64Array,
  rules: PolishRules,
): PolishedPoint | null {
  const { r, q, signal } = landscape;
  const tolerance = rules.gradientTolerance * signal;
  let W = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const complement = complementOf(W, r + q, q);
    const frame: CoreFrame = { r, q, M: W.slice(0, r * q), K: complement.slice(0, r * r) };
    const form = coreForm(landscape, frame);
    const gradientNorm = Math.hypot(...form.gradient);
    const distance = distanceBetween(W, origin);
    if (!(distance <= rules.reach)) return null;
    if (gradientNorm <= tolerance) {
      return { M: frame.M, gradientNorm, distance, ideal: isIdeal(frame.M, r, q) };
    }
    W = retract(W, complement, frame, form, newtonStep(form, rules.pseudoInverseCut * signal));
  }
  return null;
}

/** −H⁺∇L in the coordinates of the core, shortened to the longest step. */
function newtonStep({ coordinates, gradient, hessian }: CoreForm, cut: number): Float64Array {
  const n = coordinates.size;
  const { values, vectors } = symmetricSpectrum(hessian, n);
  const step = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    if (Math.abs(values[k]!) <= cut) continue;
    let along = 0;
    for (let i = 0; i < n; i++) along += vectors[k * n + i]! * gradient[i]!;
    for (let i = 0; i < n; i++) step[i]! -= (along / values[k]!) * vectors[k * n + i]!;
  }
  const length = Math.hypot(...step);
  return length > LONGEST_STEP ? step.map((x) => (x * LONGEST_STEP) / length) : step;
}

/** The orthonormal polar factor of W + WA + W_c B. */
function retract(
  W: Float64Array,
  complement: Float64Array,
  { r, q }: CoreFrame,
  { coordinates }: CoreForm,
  step: Float64Array,
): Float64Array {
  const d = r + q;
  const { A, B } = tangentOf(coordinates, step);
  const moved = new Float64Array(d * q);
  const lift = new Float64Array(d * q);
  multiply(W, A, d, q, q, moved);
  multiply(complement, B, d, r, q, lift);
  for (let k = 0; k < d * q; k++) moved[k]! += W[k]! + lift[k]!;
  return polarFactor(moved, d, q);
}

/** The nearest matrix with orthonormal columns to X (rows × columns, full column rank). */
function polarFactor(X: Float64Array, rows: number, columns: number): Float64Array {
  const { U, V } = singularValueDecomposition(X, rows, columns);
  const factor = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += U[i * columns + k]! * V[j * columns + k]!;
      factor[i * columns + j] = sum;
    }
  }
  return factor;
}

/** Orthonormal basis of the complement of the columns of W (d × q), as the columns of a d × (d − q) matrix. */
function complementOf(W: Float64Array, d: number, q: number): Float64Array {
  const columns = Array.from({ length: q }, (_, j) =>
    Float64Array.from({ length: d }, (_u, i) => W[i * q + j]!),
  );
  const basis = nullSpace(columns, d, 0.5);
  const complement = new Float64Array(d * (d - q));
  basis.forEach((vector, k) => {
    for (let i = 0; i < d; i++) complement[i * (d - q) + k] = vector[i]!;
  });
  return complement;
}

/** W = (M; N): a frame with overlap M in R^{r+q}, W* its first r axes. */
function placeInFrame(M: Float64Array, r: number, q: number): Float64Array {
  const W = new Float64Array((r + q) * q);
  W.set(M);
  W.set(unlearnedPart(M, r, q), r * q);
  return W;
}

/** M with its singular values near 0 and 1 put there; null when there are none to move. */
function snap(M: Float64Array, r: number, q: number, snapDistance: number): Float64Array | null {
  const { sigma, U, V } = singularValueDecomposition(M, r, q);
  const count = sigma.length;
  const target = sigma.map((s) => (s < snapDistance ? 0 : s > 1 - snapDistance ? 1 : s));
  if (target.every((s, k) => s === sigma[k])) return null;
  const snapped = new Float64Array(r * q);
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < q; j++) {
      for (let k = 0; k < count; k++) {
        snapped[i * q + j]! += U[i * count + k]! * target[k]! * V[j * count + k]!;
      }
    }
  }
  return snapped;
}

function isIdeal(M: Float64Array, r: number, q: number): boolean {
  return singularValues(M, r, q).every((s) => s < IDEAL_TOLERANCE || s > 1 - IDEAL_TOLERANCE);
}

function distanceBetween(X: Float64Array, Y: Float64Array): number {
  return Math.hypot(...X.map((x, k) => x - Y[k]!));
}
