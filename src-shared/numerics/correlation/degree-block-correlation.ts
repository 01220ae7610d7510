import type { HermiteTable } from '../link/hermite-table';
import type { Correlation } from './correlation';
import { derivativeAxes, pairNumbers } from './derivative-axes';
import { type DegreeBasis, countMultiIndices, degreeBases, multiIndexFactorial } from './multi-indices';
import { PowerBlocks } from './power-blocks';

/**
 * Evaluator of C(M) by degree blocks, for dense links (theory.md §2): a derivative of C of any order is
 * Σ_k ⟨∂f, S_k(M) ∂g⟩ over coefficient vectors of the links' derivatives, with S = R sqrt(gamma!/beta!).
 */
export function degreeBlockCorrelation(f: HermiteTable, g: HermiteTable): Correlation {
  const r = f.r;
  const q = g.r;
  const degree = Math.min(f.degree, g.degree);
  const rowBases = degreeBases(r, degree);
  const columnBases = degreeBases(q, degree);
  const blocks = new PowerBlocks(rowBases, columnBases);
  const contractions = [0, 1, 2].map((order) => new Contraction(f, g, rowBases, columnBases, order));
  const [plain, first, second] = contractions as [Contraction, Contraction, Contraction];
  const rowPair = pairNumbers(r);
  const columnPair = pairNumbers(q);

  return {
    r,
    q,
    value: (M) => plain.evaluate(M, blocks)[0]!,
    gradient: (M, out) => out.set(first.evaluate(M, blocks)),
    hessian(M, out) {
      const result = second.evaluate(M, blocks);
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
    const rows = countMultiIndices(r, k);
    const columns = countMultiIndices(q, k);
    const below = k === 0 ? 0 : countMultiIndices(q, k - 1);
    cost += rows * q * (below + columns + r);
  }
  return cost;
}

/** All derivatives of one order: the a × b matrix Σ_k left_k R_k(M) right_kᵀ. */
class Contraction {
  private readonly left: readonly Float64Array[];
  private readonly right: readonly Float64Array[];
  private readonly a: number;
  private readonly b: number;
  private readonly result: Float64Array;
  private readonly image: Float64Array;

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
    this.left = rowBases.slice(0, count).map((basis) => derivativeVectors(f, basis, leftAxes, -0.5));
    this.right = columnBases.slice(0, count).map((basis) => derivativeVectors(g, basis, rightAxes, 0.5));
    this.a = leftAxes.length;
    this.b = rightAxes.length;
    this.result = new Float64Array(this.a * this.b);
    this.image = new Float64Array(this.b);
  }

  /** The a × b matrix at M; valid until the next call. */
  evaluate(M: Float64Array, blocks: PowerBlocks): Float64Array {
    this.result.fill(0);
    if (this.left.length > 0) blocks.forEachDegree(M, this.left.length - 1, this.addDegree);
    return this.result;
  }

  /** Adds left_k R right_kᵀ, R of size rows × columns. */
  private readonly addDegree = (k: number, R: Float64Array): void => {
    const { a, b, result, image } = this;
    const left = this.left[k]!;
    const right = this.right[k]!;
    const rows = left.length / a;
    const columns = right.length / b;
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < b; j++) {
        let sum = 0;
        for (let c = 0; c < columns; c++) sum += R[row * columns + c]! * right[j * columns + c]!;
        image[j] = sum;
      }
      for (let i = 0; i < a; i++) {
        const weight = left[i * rows + row]!;
        if (weight === 0) continue;
        for (let j = 0; j < b; j++) result[i * b + j]! += weight * image[j]!;
      }
    }
  };
}

/**
 * Degree-k coefficients of the derivatives of a link, times (beta!)^power: one row per list of axes, one column per
 * beta of `basis`. From d_i H_{beta + e_i} = sqrt(beta_i + 1) H_beta (theory.md §1).
 */
function derivativeVectors(
  link: HermiteTable,
  basis: DegreeBasis,
  axesLists: readonly (readonly number[])[],
  power: number,
): Float64Array {
  const coefficients = new Map(link.terms.map((term) => [term.beta.join(), term.c]));
  const vectors = new Float64Array(axesLists.length * basis.indices.length);
  axesLists.forEach((axes, row) => {
    basis.indices.forEach((beta, column) => {
      const raised = [...beta];
      let factor = 1;
      for (const axis of axes) {
        raised[axis]! += 1;
        factor *= raised[axis]!;
      }
      const c = coefficients.get(raised.join()) ?? 0;
      vectors[row * basis.indices.length + column] =
        c * Math.sqrt(factor) * Math.pow(multiIndexFactorial(beta), power);
    });
  });
  return vectors;
}
