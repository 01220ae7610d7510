import { nullSpace } from '../linear-algebra/null-space';
import { degreeEnergies } from './degree-energies';
import { totalDegree, type HermiteTable } from './hermite-table';
import { signedPermutationGroup, type SignedPermutationGroup } from './signed-permutations';

/** Amplitudes below this fraction of max_k ‖T_k‖ count as zero, as in the saddle ladder (theory.md §6). */
const AMPLITUDE_TOLERANCE = 1e-9;

/** What leaves a link unchanged, as far as its own axes and continuous rotations go: Sym(f*) of theory.md §8. */
export interface LinkSymmetries {
  readonly r: number;
  /** Orthonormal basis (each r) of the directions the link does not depend on. */
  readonly ignored: readonly Float64Array[];
  /** Sign flips and permutations of the axes. */
  readonly signedPermutations: SignedPermutationGroup;
  /**
   * Orthonormal basis (each r × r, skew, row-major) of the infinitesimal rotations Ω with f(e^{Ω}z) = f(z); rotations
   * among ignored directions included.
   */
  readonly rotations: readonly Float64Array[];
}

/** The symmetries of a link. */
export function linkSymmetries(link: HermiteTable): LinkSymmetries {
  return {
    r: link.r,
    ignored: ignoredDirections(link),
    signedPermutations: signedPermutationGroup(link),
    rotations: infinitesimalRotations(link),
  };
}

/** Orthonormal basis of the directions u with ⟨u, ∇f⟩ = 0 everywhere: the null space of the unfoldings of f. */
export function ignoredDirections(link: HermiteTable): readonly Float64Array[] {
  const rows = new Map<string, Float64Array>();
  for (const { beta, c } of link.terms) {
    beta.forEach((degree, axis) => {
      if (degree === 0) return;
      // ∂_i H_β = √β_i H_{β−e_i}
      rowOf(rows, shiftedKey(beta, axis, null), link.r)[axis]! += Math.sqrt(degree) * c;
    });
  }
  return nullSpace([...rows.values()], link.r, amplitudeTolerance(link));
}

/**
 * Orthonormal basis of the skew Ω with f(e^{Ω}z) = f(z), that is Σ_{i<j} Ω_ij (z_j ∂_i − z_i ∂_j) f = 0. With
 * z = a + a†, ∂ = a this is a linear map of coefficients, degree by degree:
 * (z_j∂_i − z_i∂_j) H_β = √(β_i(β_j+1)) H_{β−e_i+e_j} − √(β_j(β_i+1)) H_{β−e_j+e_i}.
 */
export function infinitesimalRotations(link: HermiteTable): readonly Float64Array[] {
  const { r } = link;
  const pairs = Array.from({ length: r }, (_, i) =>
    Array.from({ length: r - i - 1 }, (_unused, k) => [i, i + 1 + k] as const),
  ).flat();
  const rows = new Map<string, Float64Array>();
  for (const { beta, c } of link.terms) {
    pairs.forEach(([i, j], column) => {
      const [bi, bj] = [beta[i]!, beta[j]!];
      if (bi > 0) rowOf(rows, shiftedKey(beta, i, j), pairs.length)[column]! += c * Math.sqrt(bi * (bj + 1));
      if (bj > 0) rowOf(rows, shiftedKey(beta, j, i), pairs.length)[column]! -= c * Math.sqrt(bj * (bi + 1));
    });
  }
  return nullSpace([...rows.values()], pairs.length, amplitudeTolerance(link)).map((weights) => {
    const rotation = new Float64Array(r * r);
    pairs.forEach(([i, j], column) => {
      rotation[i * r + j] = weights[column]! * Math.SQRT1_2;
      rotation[j * r + i] = -weights[column]! * Math.SQRT1_2;
    });
    return rotation;
  });
}

function amplitudeTolerance(link: HermiteTable): number {
  const moving = link.terms.some((term) => totalDegree(term) > 0);
  return moving ? AMPLITUDE_TOLERANCE * Math.sqrt(Math.max(...degreeEnergies(link).slice(1))) : 0;
}

/** Key of β − e_down + e_up; nothing is raised when `up` is null. */
function shiftedKey(beta: readonly number[], down: number, up: number | null): string {
  return beta.map((degree, axis) => degree - (axis === down ? 1 : 0) + (axis === up ? 1 : 0)).join();
}

/** The row stored under a key, made on demand with `length` zeros. */
function rowOf(rows: Map<string, Float64Array>, key: string, length: number): Float64Array {
  const known = rows.get(key);
  if (known !== undefined) return known;
  const made = new Float64Array(length);
  rows.set(key, made);
  return made;
}
