import { multiply, multiplyTransposed } from '../flow/matrix-products';
import {
  coordinatesOf,
  coreCoordinates,
  overlapChange,
  tangentOf,
  type CoreCoordinates,
  type CoreFrame,
  type CoreTangent,
} from './core-frame';
import type { Landscape } from './landscape';

/** Gradient and Hessian of the loss in the coordinates of the core, and S for the rest of the ambient space. */
export interface CoreForm {
  readonly coordinates: CoreCoordinates;
  /** Riemannian gradient (size). */
  readonly gradient: Float64Array;
  /** Riemannian Hessian (size × size, symmetric). */
  readonly hessian: Float64Array;
  /** S = sym(MᵀX) (q × q): the Hessian of a direction orthogonal to W and W*, row by row. */
  readonly S: Float64Array;
}

/**
 * Gradient and Hessian of the loss for the embedded metric (theory.md §9): for ξ = WA + W_c B and ζ = MA + KB,
 *     −⟨∇L, ξ⟩ = ⟨X, ζ⟩,   Hess[ξ, ξ] = L''(M)[ζ, ζ] + tr S(AᵀA + BᵀB).
 * At points that are not critical this is still the second derivative of the loss along geodesics. Where the link is
 * refitted A is dropped: turns of W in its span change nothing.
 */
export function coreForm(landscape: Landscape, frame: CoreFrame): CoreForm {
  const { r, q } = landscape;
  const n = r * q;
  const coordinates = coreCoordinates(r, q, landscape.student !== null);
  const { size } = coordinates;
  const drive = new Float64Array(n);
  landscape.drive(frame.M, drive);
  const S = symmetricTurn(frame, drive);
  const slope = new Float64Array(n * n);
  landscape.driveSlope(frame.M, slope);

  const units = Array.from({ length: size }, (_, k) => tangentOf(coordinates, unitVector(size, k)));
  const changes = units.map((unit) => overlapChange(frame, unit));
  const gradient = Float64Array.from(changes, (change) => -dot(drive, change));
  const hessian = new Float64Array(size * size);
  const image = new Float64Array(n);
  for (let k = 0; k < size; k++) {
    const turned = coordinatesOf(coordinates, timesOnTheRight(units[k]!, S, r, q));
    multiply(slope, changes[k]!, n, n, 1, image);
    for (let l = 0; l < size; l++) hessian[k * size + l] = turned[l]! - dot(image, changes[l]!);
  }
  symmetrise(hessian, size);
  return { coordinates, gradient, hessian, S };
}

/** sym(MᵀX). */
function symmetricTurn({ M, r, q }: CoreFrame, drive: Float64Array): Float64Array {
  const S = new Float64Array(q * q);
  multiplyTransposed(M, drive, r, q, q, S);
  symmetrise(S, q);
  return S;
}

/** (AS, BS): half the gradient of tr S(AᵀA + BᵀB). */
function timesOnTheRight({ A, B }: CoreTangent, S: Float64Array, r: number, q: number): CoreTangent {
  const turned = { A: new Float64Array(q * q), B: new Float64Array(r * q) };
  multiply(A, S, q, q, q, turned.A);
  multiply(B, S, r, q, q, turned.B);
  return turned;
}

function unitVector(size: number, k: number): Float64Array {
  const unit = new Float64Array(size);
  unit[k] = 1;
  return unit;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * y[k]!;
  return sum;
}

/** Replaces a size × size matrix by its symmetric part. */
function symmetrise(A: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (A[i * size + j]! + A[j * size + i]!) / 2;
      A[i * size + j] = mean;
      A[j * size + i] = mean;
    }
  }
}
