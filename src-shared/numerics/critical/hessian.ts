import {
  coreFrame,
  overlapChange,
  tangentOf,
  type CoreCoordinates,
  type CoreFrame,
  type CoreTangent,
} from './core-frame';
import { coreForm } from './hessian-form';
import type { Landscape } from './landscape';
import { symmetricSpectrum, type SymmetricSpectrum } from './symmetric-spectrum';

/** Eigenvalues of the Hessian within this of 0, times ‖f*‖², count as zero. */
export const HESSIAN_THRESHOLD = 1e-5;

/** How many eigenvalues lie below −threshold, within ±threshold and above threshold. */
export interface Inertia {
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
}

/** A unit tangent direction of W along which the loss falls, and how the overlap moves with it. */
export interface EscapeDirection extends CoreTangent {
  /** Hessian eigenvalue along it. */
  readonly eigenvalue: number;
  /** ζ = MA + KB (r × q), the change of M per unit length; zero where M changes at second order only, as from M = −1. */
  readonly overlapChange: Float64Array;
}

/**
 * Riemannian Hessian of the loss at W in St(d, q), embedded metric, for every d ≥ q + r (theory.md §9): the core spanned
 * by W and W*, and the eigenvalues of S = sym(MᵀX), each d − q − r times, for the directions orthogonal to both.
 */
export interface CoreHessian {
  /** Eigenvalues of the core, ascending: q(q−1)/2 + rq (planted) or rq (two-timescale). */
  readonly coreEigenvalues: readonly number[];
  /** Eigenvalues of S, ascending (q). */
  readonly extraEigenvalues: readonly number[];
  /** Eigenvalues of this size or smaller count as zero. */
  readonly threshold: number;
  readonly core: Inertia;
  /** For each dimension beyond q + r. */
  readonly extra: Inertia;
  /** q + r, the dimension of the span of W and W*. */
  readonly frameDimension: number;
  /** The direction of the core with the most negative eigenvalue; null when none is negative. */
  readonly escape: EscapeDirection | null;
}

/** Hessian at an overlap M (r × q). The default threshold is 1e-5 ‖f*‖². */
export function coreHessian(
  landscape: Landscape,
  M: Float64Array,
  threshold = HESSIAN_THRESHOLD * landscape.signal,
): CoreHessian {
  const { r, q } = landscape;
  const frame = coreFrame(M, r, q);
  const form = coreForm(landscape, frame);
  const core = symmetricSpectrum(form.hessian, form.coordinates.size);
  const extra = symmetricSpectrum(form.S, q);
  return {
    coreEigenvalues: [...core.values],
    extraEigenvalues: [...extra.values],
    threshold,
    core: inertiaOf(core.values, threshold),
    extra: inertiaOf(extra.values, threshold),
    frameDimension: q + r,
    escape: core.values[0]! < -threshold ? steepestDescent(frame, form.coordinates, core) : null,
  };
}

/** Number of negative directions in ambient dimension d ≥ q + r: the index of the critical point. */
export function hessianIndex(hessian: CoreHessian, dimension: number): number {
  return hessian.core.negative + (dimension - hessian.frameDimension) * hessian.extra.negative;
}

function inertiaOf(values: Float64Array, threshold: number): Inertia {
  const negative = values.filter((value) => value < -threshold).length;
  const positive = values.filter((value) => value > threshold).length;
  return { negative, zero: values.length - negative - positive, positive };
}

/** The first eigenvector, with the sign that makes its largest coordinate positive: the Hessian does not choose one. */
function steepestDescent(
  frame: CoreFrame,
  coordinates: CoreCoordinates,
  core: SymmetricSpectrum,
): EscapeDirection {
  const vector = core.vectors.slice(0, coordinates.size);
  const largest = vector.reduce((most, x) => (Math.abs(x) > Math.abs(most) + 1e-9 ? x : most), 0);
  const tangent = tangentOf(coordinates, largest < 0 ? vector.map((x) => -x) : vector);
  return { ...tangent, eigenvalue: core.values[0]!, overlapChange: overlapChange(frame, tangent) };
}
