import type { HermiteTable } from '../link/hermite-table';
import type { Correlation } from './correlation';
import { derivativeAxes, pairNumbers } from './derivative-axes';
import { type DegreeBasis, countMultiIndices, degreeBases, multiIndexFactorial } from './multi-indices';
import { PowerApplication } from './power-application';

/**
 * Evaluator of C(M) by degree blocks, for dense links (theory.md §2): a derivative of C of any order is
 * Σ_k ⟨∂f, S_k(M) ∂g⟩ over coefficient vectors of the links' derivatives, with S = R sqrt(gamma!/beta!). R is never formed.
 */
export function degreeBlockCorrelation(f: HermiteTable, g: HermiteTable): Correlation {
  const r = f.r;
  const q = g.r;
  const degree = Math.min(f.degree, g.degree);
  const rowBases = degreeBases(r, degree);
  const columnBases = degreeBases(q, degree);
  const contractions = [0, 1, 2].map((order) => new Contraction(f, g, rowBases, columnBases, order));
  const [plain, first, second] = contractions as [Contraction, Contraction, Contraction];
  const rowPair = pairNumbers(r);
  const columnPair = pairNumbers(q);

  return {
    r,
    q,
    value: (M) => plain.evaluate(M)[0]!,
    gradient: (M, out) => out.set(first.evaluate(M)),
    hessian(M, out) {
      const result = second.evaluate(M);
      const n = r * q;
      const width = (q * (q + 1)) / 2;
      for (let i = 0; i < r; i++) {
        for (let k = 0; k < r; k++) {
          const row = rowPair[i * r + k]! * width;
          for (let j = 0; j < q; j++) {
            for (let l = 0; l < q; l++) {
              out[(i * q + j) * n + k * q + l] = result[row + columnPair[j * q + l]!]!;
            }
          }
        }
      }
    },
  };
}

/** Multiplications of one gradient by degree blocks: the cost that decides between the evaluators. */
export function degreeBlockCost(r: number, q: number, degree: number): number {
  let cost = 0;
  for (let k = 0; k < degree; k++) {
    for (let a = 1; a <= k; a++) cost += countMultiIndices(r, a) * countMultiIndices(q, k - a) * q * q;
    cost += countMultiIndices(r, k) * r * q;
  }
  return cost;
}

/** All derivatives of one order: the a × b matrix Σ_k left_k R_k(M) right_kᵀ. */
class Contraction {
  /** left_k, one row of a numbers per beta. */
  private readonly left: readonly Float64Array[];
  /** right_k, one row of b numbers per gamma. */
  private readonly right: readonly Float64Array[];
  /** Whether there is nothing of degree k on one side. */
  private readonly vanishes: readonly boolean[];
  private readonly powers: PowerApplication;
  private readonly a: number;
  private readonly b: number;
  private readonly result: Float64Array;

  constructor(
    f: HermiteTable,
    g: HermiteTable,
    rowBases: readonly DegreeBasis[],
    columnBases: readonly DegreeBasis[],
    order: number,
  ) {
    const leftAxes = derivativeAxes(f.r, order);
    const rightAxes = derivativeAxes(g.r, order);
    const count = Math.max(0, rowBases.length - order);
    this.left = rowBases.slice(0, count).map((basis) => derivativeVectors(f, basis, leftAxes, 'left'));
    this.right = columnBases.slice(0, count).map((basis) => derivativeVectors(g, basis, rightAxes, 'right'));
    const isZero = (vectors: Float64Array): boolean => vectors.every((x) => x === 0);
    this.vanishes = this.left.map((vectors, k) => isZero(vectors) || isZero(this.right[k]!));
    this.a = leftAxes.length;
    this.b = rightAxes.length;
    this.powers = new PowerApplication(rowBases.slice(0, count), columnBases.slice(0, count), this.b);
    this.result = new Float64Array(this.a * this.b);
  }

  /** The a × b matrix at M; valid until the next call. */
  evaluate(M: Float64Array): Float64Array {
    const { a, b, result } = this;
    result.fill(0);
    for (let k = 0; k < this.left.length; k++) {
      const left = this.left[k]!;
      if (this.vanishes[k]) continue;
      const image = this.powers.apply(k, M, this.right[k]!);
      for (let i = 0; i < left.length; i++) {
        const weight = left[i]!;
        if (weight === 0) continue;
        const beta = Math.floor(i / a);
        const target = (i - beta * a) * b;
        for (let j = 0; j < b; j++) result[target + j]! += weight * image[beta * b + j]!;
      }
    }
    return result;
  }
}

/**
 * Degree-k coefficients of the derivatives of a link, divided (left) or multiplied (right) by √beta!: one row per beta of
 * `basis`, one column per list of axes. From d_i H_{beta + e_i} = sqrt(beta_i + 1) H_beta (theory.md §1).
 */
function derivativeVectors(
  link: HermiteTable,
  basis: DegreeBasis,
  axesLists: readonly (readonly number[])[],
  side: 'left' | 'right',
): Float64Array {
  const coefficients = new Map(link.terms.map((term) => [term.beta.join(), term.c]));
  const width = axesLists.length;
  const vectors = new Float64Array(basis.indices.length * width);
  basis.indices.forEach((beta, row) => {
    const root = Math.sqrt(multiIndexFactorial(beta));
    const scale = side === 'left' ? 1 / root : root;
    axesLists.forEach((axes, column) => {
      const raised = [...beta];
      let factor = 1;
      for (const axis of axes) {
        raised[axis]! += 1;
        factor *= raised[axis]!;
      }
      const c = coefficients.get(raised.join()) ?? 0;
      vectors[row * width + column] = c * Math.sqrt(factor) * scale;
    });
  });
  return vectors;
}
