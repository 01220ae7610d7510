import { multiply, multiplyTransposed } from '../flow/matrix-products';
import { ignoredDirections, infinitesimalRotations } from '../link/link-symmetries';
import {
  coordinatesOf,
  coreCoordinates,
  coreFrame,
  unlearnedPart,
  type CoreFrame,
  type CoreTangent,
} from './core-frame';
import type { Landscape } from './landscape';

/** Directions in which W may move without any change of the loss, because of a symmetry. Not orthonormal. */
export interface SymmetryTangents {
  /** In the coordinates of the core. */
  readonly core: readonly Float64Array[];
  /** Rows R (each q) of tangent vectors eRᵀ along a direction e orthogonal to W and W*. */
  readonly extra: readonly Float64Array[];
}

/**
 * Tangents at overlap M of the symmetries of the loss in W: rotations of R^d that keep W*, or turn it by an infinitesimal
 * symmetry of f*, or move only directions that f* ignores; and, with a frozen student link, the same for the link on
 * the side of W. They span zeros of the Hessian that say nothing about stability (theory.md §9).
 */
export function symmetryTangents(landscape: Landscape, M: Float64Array): SymmetryTangents {
  const { r, q, teacher, student } = landscape;
  const frame = coreFrame(M, r, q);
  const N = unlearnedPart(M, r, q);
  const ignored = ignoredDirections(teacher);
  const studentIgnored = student === null ? [] : ignoredDirections(student);
  const tangents = [
    ...turnsBeyondTeacher(M, N, r, q),
    ...infinitesimalRotations(teacher).map((rotation) => turnOfTeacher(frame, rotation)),
    ...ignored.flatMap((direction) => turnsOfIgnored(frame, N, direction)),
    ...(student === null ? [] : infinitesimalRotations(student)).map((A) => ({
      A,
      B: new Float64Array(r * q),
    })),
    ...studentIgnored.flatMap((direction) => liftsOfIgnored(direction, r, q)),
  ];
  const coordinates = coreCoordinates(r, q, student !== null);
  const rows = Array.from({ length: q }, (_, j) => N.slice(j * q, (j + 1) * q));
  const ignoredRows = ignored.map((direction) => times(direction, M, 1, r, q));
  return {
    core: tangents.map((tangent) => coordinatesOf(coordinates, tangent)),
    extra: [...rows, ...ignoredRows, ...studentIgnored],
  };
}

/** Turns of R^d within the complement of span W*: A = NΨN, B = −MΨN for skew Ψ. */
function turnsBeyondTeacher(M: Float64Array, N: Float64Array, r: number, q: number): CoreTangent[] {
  const tangents: CoreTangent[] = [];
  for (let i = 0; i < q; i++) {
    for (let j = i + 1; j < q; j++) {
      const turn = new Float64Array(q * q);
      turn[i * q + j] = 1;
      turn[j * q + i] = -1;
      const turned = times(turn, N, q, q, q);
      const B = times(M, turned, r, q, q).map((x) => -x);
      tangents.push({ A: times(N, turned, q, q, q), B });
    }
  }
  return tangents;
}

/** The turn of span W* by Ω ∈ so(r): A = MᵀΩM, B = KᵀΩM. */
function turnOfTeacher({ M, K, r, q }: CoreFrame, rotation: Float64Array): CoreTangent {
  const turned = times(rotation, M, r, r, q);
  return { A: transposedTimes(M, turned, r, q, q), B: transposedTimes(K, turned, r, r, q) };
}

/** Turns of W*c, c ignored by f*, against the complement of span W*: A = MᵀcN_j − N_jᵀcᵀM, B = KᵀcN_j + M_·j cᵀM. */
function turnsOfIgnored(frame: CoreFrame, N: Float64Array, c: Float64Array): CoreTangent[] {
  const { M, K, r, q } = frame;
  const along = times(c, M, 1, r, q);
  const across = times(c, K, 1, r, r);
  return Array.from({ length: q }, (_, j) => {
    const A = new Float64Array(q * q);
    const B = new Float64Array(r * q);
    for (let l = 0; l < q; l++) {
      for (let k = 0; k < q; k++) A[k * q + l] = along[k]! * N[j * q + l]! - N[j * q + k]! * along[l]!;
      for (let k = 0; k < r; k++) B[k * q + l] = across[k]! * N[j * q + l]! + M[k * q + j]! * along[l]!;
    }
    return { A, B };
  });
}

/** Moves of a column Wc that the student's link ignores, out of the span of W: B = e_i cᵀ. */
function liftsOfIgnored(c: Float64Array, r: number, q: number): CoreTangent[] {
  return Array.from({ length: r }, (_, i) => {
    const B = new Float64Array(r * q);
    B.set(c, i * q);
    return { A: new Float64Array(q * q), B };
  });
}

function times(X: Float64Array, Y: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const product = new Float64Array(rows * columns);
  multiply(X, Y, rows, inner, columns, product);
  return product;
}

function transposedTimes(
  X: Float64Array,
  Y: Float64Array,
  rows: number,
  left: number,
  right: number,
): Float64Array {
  const product = new Float64Array(left * right);
  multiplyTransposed(X, Y, rows, left, right, product);
  return product;
}
