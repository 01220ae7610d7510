import { multiply, multiplyTransposed } from '../flow/matrix-products';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { singularValueDecomposition, singularValues } from '../linear-algebra/singular-values';
import { nullSpace } from '../linear-algebra/null-space';
import { coordinatesOf, tangentOf, unlearnedPart, type CoreFrame } from './core-frame';
import { HESSIAN_THRESHOLD } from './hessian';
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
  pseudoInverseCut: 1e-11,
  reach: 0.5,
  snapDistance: 0.3,
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
/** Singular values this close to 0 or 1 are 0 or 1. */
const IDEAL_TOLERANCE = 1e-7;

/**
 * The critical point that the state with overlap M (r × q) is near, by Riemannian Newton on St(q + r, q), where every
 * such state can be placed (theory.md §9); null when there is none within reach. Zero eigenvalues of the Hessian, as
 * symmetries and degenerate points bring them, are left out of the step. Towards a degenerate point Newton only creeps,
 * and stops where the gradient is rounding; so the state with its singular values snapped to 0 and 1, as saddles and
 * equators have them, is tried as well, and preferred where the loss is flat to second order on the way there.
 */
export function polishCriticalPoint(
  landscape: Landscape,
  M: Float64Array,
  rules: PolishRules = POLISH_RULES,
): PolishedPoint | null {
  const { r, q } = landscape;
  const origin = placeInFrame(M, r, q);
  const direct = newton(landscape, origin, origin, rules);
  const snapped = snap(M, r, q, rules.snapDistance);
  const ideal = snapped === null ? null : newton(landscape, placeInFrame(snapped, r, q), origin, rules);
  const chosen =
    ideal !== null && (direct === null || isFlatBetween(direct, ideal, landscape)) ? ideal : direct;
  if (chosen === null) return null;
  const overlap = chosen.frame.M;
  return {
    M: overlap,
    gradientNorm: euclideanNorm(chosen.form.gradient),
    distance: distanceBetween(chosen.W, origin),
    ideal: isIdeal(overlap, r, q),
  };
}

/** A point of St(q + r, q) with the form of the loss there. */
interface FramedPoint {
  /** (r + q) × q, W* the first r axes. */
  readonly W: Float64Array;
  /** W_c, (r + q) × r. */
  readonly complement: Float64Array;
  readonly frame: CoreFrame;
  readonly form: CoreForm;
}

function framedPoint(landscape: Landscape, W: Float64Array): FramedPoint {
  const { r, q } = landscape;
  const complement = complementOf(W, r + q, q);
  const frame: CoreFrame = { r, q, M: W.slice(0, r * q), K: complement.slice(0, r * r) };
  return { W, complement, frame, form: coreForm(landscape, frame) };
}

/** Whether the Hessian at `from` has no curvature in the direction of `to`. */
function isFlatBetween(from: FramedPoint, to: FramedPoint, { r, q, signal }: Landscape): boolean {
  const { coordinates, hessian } = from.form;
  const n = coordinates.size;
  const A = new Float64Array(q * q);
  const B = new Float64Array(r * q);
  const difference = to.W.map((x, k) => x - from.W[k]!);
  multiplyTransposed(from.W, difference, r + q, q, q, A);
  multiplyTransposed(from.complement, difference, r + q, r, q, B);
  const x = coordinatesOf(coordinates, { A, B });
  const image = new Float64Array(n);
  multiply(hessian, x, n, n, 1, image);
  const curvature = x.reduce((sum, entry, k) => sum + entry * image[k]!, 0);
  const square = x.reduce((sum, entry) => sum + entry * entry, 0);
  return Math.abs(curvature) <= HESSIAN_THRESHOLD * signal * square;
}

/** Newton iteration from W; null when it leaves the reach of `origin` or does not converge. */
function newton(
  landscape: Landscape,
  start: Float64Array,
  origin: Float64Array,
  rules: PolishRules,
): FramedPoint | null {
  const { signal } = landscape;
  let W = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    if (!(distanceBetween(W, origin) <= rules.reach)) return null;
    const point = framedPoint(landscape, W);
    if (euclideanNorm(point.form.gradient) <= rules.gradientTolerance * signal) return point;
    W = retract(point, newtonStep(point.form, rules.pseudoInverseCut * signal));
  }
  return null;
}

/**
 * The step x in the coordinates of the core that minimises ‖∇L + Hx‖² + ‖∇L‖²‖x‖² (Levenberg–Marquardt with the
 * parameter of Yamashita & Fukushima, Computing Suppl. 15, 2001: quadratic convergence to a family of critical points
 * too), without eigenvalues below the cut, and shortened to the longest step. Plain Newton would run off along directions
 * that are flat at the critical point and nearly so beside it.
 */
function newtonStep({ coordinates, gradient, hessian }: CoreForm, cut: number): Float64Array {
  const n = coordinates.size;
  const { values, vectors } = symmetricSpectrum(hessian, n);
  const damping = gradient.reduce((sum, g) => sum + g * g, 0);
  const step = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const value = values[k]!;
    if (Math.abs(value) <= cut) continue;
    let along = 0;
    for (let i = 0; i < n; i++) along += vectors[k * n + i]! * gradient[i]!;
    const weight = (value * along) / (value * value + damping);
    for (let i = 0; i < n; i++) step[i]! -= weight * vectors[k * n + i]!;
  }
  const length = euclideanNorm(step);
  return length > LONGEST_STEP ? step.map((x) => (x * LONGEST_STEP) / length) : step;
}

/** The orthonormal polar factor of W + WA + W_c B for a step in the coordinates of the core. */
function retract({ W, complement, frame, form }: FramedPoint, step: Float64Array): Float64Array {
  const { r, q } = frame;
  const d = r + q;
  const { A, B } = tangentOf(form.coordinates, step);
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
  return euclideanNorm(X.map((x, k) => x - Y[k]!));
}
