import type { HermiteTerm } from '../../model/link';
import type { HermiteTable } from './hermite-table';

/** Coefficients closer than this fraction of the largest count as equal. */
const COEFFICIENT_TOLERANCE = 1e-9;

/** The orthogonal map e_i ↦ ± e_image(i). */
export interface SignedPermutation {
  readonly image: readonly number[];
  /** 1 or −1 for each axis. */
  readonly sign: readonly number[];
}

/**
 * The group of signed permutations O with f(Oz) = f(z). Every element is, in exactly one way, a product of one
 * permutation from each transversal and a set of sign flips.
 */
export interface SignedPermutationGroup {
  readonly r: number;
  /** Independent generators of the sign flips: axes that may change sign together. */
  readonly flips: readonly (readonly number[])[];
  /**
   * For axis i, one element that fixes all axes before i and takes i to j, for each j ≠ i that can be reached; a chain of
   * stabilisers as in Schreier–Sims.
   */
  readonly transversals: readonly (readonly SignedPermutation[])[];
  /** Number of elements. */
  readonly order: number;
}

/** The signed permutations that leave a link unchanged. Fast where few do: axes of unequal role are told apart at once. */
export function signedPermutationGroup(link: HermiteTable): SignedPermutationGroup {
  const search = new PermutationSearch(link);
  const flips = search.signFlips();
  const transversals = Array.from({ length: link.r }, (_, i) =>
    Array.from({ length: link.r - i - 1 }, (_unused, k) => search.find(i, i + 1 + k)).filter(
      (found) => found !== null,
    ),
  );
  const order = transversals.reduce((product, found) => product * (found.length + 1), 2 ** flips.length);
  return { r: link.r, flips, transversals, order };
}

/** The matrix O (r × r, row-major) of a signed permutation. */
export function signedPermutationMatrix({ image, sign }: SignedPermutation): Float64Array {
  const r = image.length;
  const O = new Float64Array(r * r);
  image.forEach((target, i) => {
    O[target * r + i] = sign[i]!;
  });
  return O;
}

/** The diagonal matrix that changes the sign of some axes, as a signed permutation. */
export function signFlip(r: number, axes: readonly number[]): SignedPermutation {
  return {
    image: Array.from({ length: r }, (_, i) => i),
    sign: Array.from({ length: r }, (_, i) => (axes.includes(i) ? -1 : 1)),
  };
}

/** Backtracking over images of the axes, with the signs solved for at the end over the field of two elements. */
class PermutationSearch {
  private readonly r: number;
  private readonly tolerance: number;
  private readonly coefficients: ReadonlyMap<string, number>;
  private readonly terms: readonly HermiteTerm[];
  /** Terms by the last axis they read. */
  private readonly byLastAxis: readonly (readonly HermiteTerm[])[];
  private readonly roles: readonly string[];

  constructor(link: HermiteTable) {
    this.r = link.r;
    const largest = Math.max(...link.terms.map(({ c }) => Math.abs(c)));
    this.tolerance = COEFFICIENT_TOLERANCE * largest;
    this.terms = link.terms.filter(({ c }) => Math.abs(c) > this.tolerance);
    this.coefficients = new Map(this.terms.map(({ beta, c }) => [beta.join(), c]));
    this.byLastAxis = Array.from({ length: link.r }, (_, axis) =>
      this.terms.filter(({ beta }) => beta[axis]! > 0 && beta.slice(axis + 1).every((b) => b === 0)),
    );
    this.roles = Array.from({ length: link.r }, (_, axis) => this.roleOf(axis));
  }

  /** A basis of the sign flips that leave every term unchanged. */
  signFlips(): readonly (readonly number[])[] {
    const { pivots, rows } = eliminate(
      this.terms.map(({ beta }) => parityOf(beta)),
      this.r,
    );
    const free = Array.from({ length: this.r }, (_, axis) => axis).filter((axis) => !pivots.includes(axis));
    return free
      .map((axis) => [...pivots.filter((_, k) => (rows[k]! & (1 << axis)) !== 0), axis])
      .map((axes) => axes.sort((a, b) => a - b));
  }

  /** A symmetry that fixes the axes before `from` and takes `from` to `to`; null when there is none. */
  find(from: number, to: number): SignedPermutation | null {
    const image = Array.from({ length: from }, (_, axis) => axis);
    return this.extend([...image, to], from);
  }

  /** Completes an assignment of the axes 0 … image.length − 1, of which those before `checked` are known to fit. */
  private extend(image: readonly number[], checked: number): SignedPermutation | null {
    for (let axis = checked; axis < image.length; axis++) if (!this.fits(image, axis)) return null;
    if (image.length === this.r) {
      const sign = this.signsFor(image);
      return sign === null ? null : { image, sign };
    }
    for (let target = 0; target < this.r; target++) {
      if (image.includes(target)) continue;
      const found = this.extend([...image, target], image.length);
      if (found !== null) return found;
    }
    return null;
  }

  /** Whether the terms whose last axis is `axis` go to terms of equal size. */
  private fits(image: readonly number[], axis: number): boolean {
    if (this.roles[axis] !== this.roles[image[axis]!]) return false;
    return this.byLastAxis[axis]!.every(
      ({ beta, c }) => Math.abs(Math.abs(this.imageCoefficient(image, beta)) - Math.abs(c)) <= this.tolerance,
    );
  }

  private imageCoefficient(image: readonly number[], beta: readonly number[]): number {
    const moved = new Array<number>(this.r).fill(0);
    image.forEach((target, axis) => {
      moved[target] = beta[axis]!;
    });
    return this.coefficients.get(moved.join()) ?? 0;
  }

  /** Signs with c_β = c_γ Π sign_i^{γ_i} for every term γ and its image β; null when there are none. */
  private signsFor(image: readonly number[]): readonly number[] | null {
    const { r } = this;
    const equations = this.terms.map(({ beta, c }) => {
      const opposite = c * this.imageCoefficient(image, beta) < 0;
      return parityOf(beta) | (opposite ? 1 << r : 0);
    });
    const { pivots, rows, rest } = eliminate(equations, r);
    if (rest.some((row) => row !== 0)) return null;
    const sign = new Array<number>(r).fill(1);
    pivots.forEach((axis, k) => {
      if ((rows[k]! & (1 << r)) !== 0) sign[axis] = -1;
    });
    return sign;
  }

  /** What an axis does in the link: its degree in each term that reads it, and the degrees of the others. */
  private roleOf(axis: number): string {
    const entries = this.terms
      .filter(({ beta }) => beta[axis]! > 0)
      .map(({ beta }) => `${beta[axis]!}/${[...beta].sort((a, b) => a - b).join()}`);
    return entries.sort().join(' ');
  }
}

/** Bit i is set when beta_i is odd. */
function parityOf(beta: readonly number[]): number {
  return beta.reduce((bits, degree, axis) => (degree % 2 === 1 ? bits | (1 << axis) : bits), 0);
}

/**
 * Reduced row echelon form over the field of two elements of rows given as bit sets, with `columns` unknowns in the low
 * bits and right-hand sides above them: one row for each pivot column, and what is left of the other rows.
 */
function eliminate(
  equations: readonly number[],
  columns: number,
): {
  readonly pivots: readonly number[];
  readonly rows: readonly number[];
  readonly rest: readonly number[];
} {
  let pending = [...new Set(equations)];
  const pivots: number[] = [];
  const rows: number[] = [];
  for (let column = 0; column < columns; column++) {
    const bit = 1 << column;
    const pivot = pending.find((row) => (row & bit) !== 0);
    if (pivot === undefined) continue;
    const clear = (row: number): number => ((row & bit) !== 0 ? row ^ pivot : row);
    pending = [...new Set(pending.map(clear))];
    rows.forEach((row, k) => {
      rows[k] = clear(row);
    });
    pivots.push(column);
    rows.push(pivot);
  }
  return { pivots, rows, rest: pending };
}
