import { totalDegree, type HermiteTable } from '../link/hermite-table';
import {
  countMultiIndices,
  degreeBases,
  type DegreeBasis,
  multiIndexPosition,
  tailStart,
} from './multi-indices';

/** Largest number of coefficients of a degree for which there is a tensor. */
const MOST_COEFFICIENTS = 5000;

/** Beyond this degree a dense tensor, pulled, adds up large terms of both signs: of degree 40, four digits are lost. */
const HIGHEST_DEGREE = 20;

/** Whether links on R^n of this degree are pulled as tensors: small enough, and accurate to rounding. */
export function hasTensors(n: number, degree: number): boolean {
  return degree <= HIGHEST_DEGREE && countMultiIndices(n, degree) <= MOST_COEFFICIENTS;
}

/** T(e^gamma, M^beta) of one number a = |beta| of pulled arguments, for the gammas where it is not 0 for every M. */
interface Level {
  /** Positions of the gammas, ascending, in the basis of N^r of degree k − a. */
  readonly gammas: Int32Array;
  /** Number of betas of degree a in N^p. */
  readonly width: number;
  /** One row of `width` numbers per gamma. */
  readonly values: Float64Array;
  /** Arguments of row g that can be pulled: their axes and rows one level below, from firstSource[g] to firstSource[g + 1]. */
  readonly firstSource: Int32Array;
  readonly sourceAxis: Int32Array;
  readonly sourceRow: Int32Array;
}

/**
 * The part T_k of one degree of a link on R^r as a symmetric form, and what becomes of it when its arguments are those of
 * R^p pulled through M, one after the other: U_a[gamma, beta + e_i] = Σ_j M_ji U_{a−1}[gamma + e_j, beta], i the first axis
 * of beta + e_i, from U_0 = T_k to U_k = T_k(M ·, …, M ·), the form of the fitted link A_{Mᵀ} f* (theory.md §§2, 3.1). Only the
 * gammas below a term of the link take part, so that sparse links cost little. Betas are in reverse lexicographic order:
 * those whose first axis is i or later are the last ones, and `M` acts on them in one stretch. Calls allocate nothing.
 */
export class PulledTensor {
  private readonly r: number;
  private readonly levels: readonly Level[];
  /** Beginning of the betas with first axis ≥ i, p numbers per degree 0 … k. */
  private readonly tails: readonly Int32Array[];

  constructor(
    link: HermiteTable,
    readonly degree: number,
    private readonly p: number,
  ) {
    this.r = link.r;
    this.levels = buildLevels(link, degree, p);
    this.tails = Array.from({ length: degree + 1 }, (_, a) =>
      Int32Array.from({ length: p }, (_unused, i) => tailStart(p, a, i)),
    );
  }

  /** Multiplications of pulling the first `count` arguments through an M of this lower bandwidth. */
  cost(count: number, lowerBandwidth: number): number {
    let sum = 0;
    for (let a = 1; a <= count; a++) {
      const { width } = this.levels[a - 1]!;
      const tail = this.tails[a - 1]!;
      for (const axis of this.levels[a]!.sourceAxis) {
        for (let i = Math.max(0, axis - lowerBandwidth); i < this.p; i++) sum += width - tail[i]!;
      }
    }
    return sum;
  }

  /** Positions of the gammas with `a` arguments pulled. */
  gammas(a: number): Int32Array {
    return this.levels[a]!.gammas;
  }

  /** The values with `a` arguments pulled, one row per gamma; as of the last `pull`. */
  values(a: number): Float64Array {
    return this.levels[a]!.values;
  }

  /**
   * Pulls argument number `from` + 1 … `to` through M (r × p), those before being pulled through it already. `lowerBandwidth`
   * says that M_ji = 0 for j > i + lowerBandwidth: the fewer entries are left, the less there is to do.
   */
  pull(M: Float64Array, from: number, to: number, lowerBandwidth = this.r): void {
    for (let a = from + 1; a <= to; a++) {
      if (a === 1) this.pullFirst(M, lowerBandwidth);
      else this.pullNext(M, a, lowerBandwidth);
    }
  }

  /** Level 1: each row is a combination of rows of M. */
  private pullFirst(M: Float64Array, lowerBandwidth: number): void {
    const { p } = this;
    const below = this.levels[0]!.values;
    const { gammas, values, firstSource, sourceAxis, sourceRow } = this.levels[1]!;
    for (let g = 0; g < gammas.length; g++) {
      const target = g * p;
      for (let i = 0; i < p; i++) values[target + i] = 0;
      let s = firstSource[g]!;
      for (; s + 3 < firstSource[g + 1]!; s += 4) {
        const e0 = below[sourceRow[s]!]!;
        const e1 = below[sourceRow[s + 1]!]!;
        const e2 = below[sourceRow[s + 2]!]!;
        const e3 = below[sourceRow[s + 3]!]!;
        const m0 = sourceAxis[s]! * p;
        const m1 = sourceAxis[s + 1]! * p;
        const m2 = sourceAxis[s + 2]! * p;
        const m3 = sourceAxis[s + 3]! * p;
        // The axes of a row's sources ascend: the first one reaches farthest.
        for (let i = Math.max(0, sourceAxis[s]! - lowerBandwidth); i < p; i++) {
          values[target + i]! += e0 * M[m0 + i]! + e1 * M[m1 + i]! + (e2 * M[m2 + i]! + e3 * M[m3 + i]!);
        }
      }
      for (; s < firstSource[g + 1]!; s++) {
        const entry = below[sourceRow[s]!]!;
        const row = sourceAxis[s]! * p;
        for (let i = Math.max(0, sourceAxis[s]! - lowerBandwidth); i < p; i++) {
          values[target + i]! += entry * M[row + i]!;
        }
      }
    }
  }

  private pullNext(M: Float64Array, a: number, lowerBandwidth: number): void {
    const { p } = this;
    const { values: below, width: widthBelow } = this.levels[a - 1]!;
    const { gammas, width, values, firstSource, sourceAxis, sourceRow } = this.levels[a]!;
    const tail = this.tails[a]!;
    const tailBelow = this.tails[a - 1]!;
    for (let g = 0; g < gammas.length; g++) {
      const first = firstSource[g]!;
      const end = firstSource[g + 1]!;
      for (let i = 0; i < p; i++) {
        const target = g * width + tail[i]!;
        const from = tailBelow[i]!;
        const length = widthBelow - from;
        for (let b = 0; b < length; b++) values[target + b] = 0;
        let s = first;
        for (; s + 3 < end && sourceAxis[s]! <= i + lowerBandwidth; s += 4) {
          const m0 = M[sourceAxis[s]! * p + i]!;
          const m1 = M[sourceAxis[s + 1]! * p + i]!;
          const m2 = M[sourceAxis[s + 2]! * p + i]!;
          const m3 = M[sourceAxis[s + 3]! * p + i]!;
          const s0 = sourceRow[s]! * widthBelow + from;
          const s1 = sourceRow[s + 1]! * widthBelow + from;
          const s2 = sourceRow[s + 2]! * widthBelow + from;
          const s3 = sourceRow[s + 3]! * widthBelow + from;
          for (let b = 0; b < length; b++) {
            values[target + b]! +=
              m0 * below[s0 + b]! + m1 * below[s1 + b]! + (m2 * below[s2 + b]! + m3 * below[s3 + b]!);
          }
        }
        for (; s < end && sourceAxis[s]! <= i + lowerBandwidth; s++) {
          const m = M[sourceAxis[s]! * p + i]!;
          const source = sourceRow[s]! * widthBelow + from;
          for (let b = 0; b < length; b++) values[target + b]! += m * below[source + b]!;
        }
      }
    }
  }
}

/** The levels of the part of degree k of a link: level 0 has the entries c_beta √(beta!/k!) of T_k. */
function buildLevels(link: HermiteTable, k: number, p: number): Level[] {
  const bases = degreeBases(link.r, k);
  const { arrangements } = bases[k]!;
  const terms = link.terms
    .filter((term) => totalDegree(term) === k)
    .map(({ beta, c }) => ({ position: multiIndexPosition(beta), c }))
    .sort((a, b) => a.position - b.position);
  const levels: Level[] = [
    {
      gammas: Int32Array.from(terms, ({ position }) => position),
      width: 1,
      values: Float64Array.from(terms, ({ position, c }) => c / Math.sqrt(arrangements[position]!)),
      firstSource: new Int32Array(terms.length + 1),
      sourceAxis: new Int32Array(0),
      sourceRow: new Int32Array(0),
    },
  ];
  for (let a = 1; a <= k; a++) levels.push(levelAbove(levels[a - 1]!, bases, k - a, countMultiIndices(p, a)));
  return levels;
}

/** The level with one more argument pulled: its gammas, of degree one less, are those below the gammas there. */
function levelAbove(below: Level, bases: readonly DegreeBasis[], degree: number, width: number): Level {
  const basis = bases[degree]!;
  const rowOf = new Int32Array(bases[degree + 1]!.indices.length).fill(-1);
  below.gammas.forEach((gamma, row) => (rowOf[gamma] = row));
  const gammas: number[] = [];
  const firstSource = [0];
  const sourceAxis: number[] = [];
  const sourceRow: number[] = [];
  for (let gamma = 0; gamma < basis.indices.length; gamma++) {
    basis.raised.forEach((raised, axis) => {
      const row = rowOf[raised[gamma]!]!;
      if (row < 0) return;
      sourceAxis.push(axis);
      sourceRow.push(row);
    });
    if (sourceAxis.length === firstSource.at(-1)) continue;
    gammas.push(gamma);
    firstSource.push(sourceAxis.length);
  }
  return {
    gammas: Int32Array.from(gammas),
    width,
    values: new Float64Array(gammas.length * width),
    firstSource: Int32Array.from(firstSource),
    sourceAxis: Int32Array.from(sourceAxis),
    sourceRow: Int32Array.from(sourceRow),
  };
}
