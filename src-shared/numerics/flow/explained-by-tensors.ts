import { pairNumbers } from '../correlation/derivative-axes';
import { countMultiIndices, degreeBases } from '../correlation/multi-indices';
import { PulledTensor } from '../correlation/pulled-tensor';
import { totalDegree, type HermiteTable } from '../link/hermite-table';
import { choleskyFactor } from '../linear-algebra/cholesky';
import { rqTriangle } from '../linear-algebra/rq-triangle';
import type { ExplainedEnergy } from './explained-energy';
import { lazily } from './lazily';
import { gram, multiplyByTransposed } from './matrix-products';
import { hasSameBits } from './same-bits';

/**
 * The explained energy from the tensors T_k of the link, pulled through M argument by argument: with A_i = T_k(e_i, M ·, …),
 * D_ij = Σ_k k ⟨A_i, A_j⟩, and with B_ia = T_k(e_i, e_a, M ·, …), A_i(e_l) = T_k(e_i, M e_l, M ·, …) and
 * g(e_l, e_b) = T_k(M e_l, M e_b, M ·, …), ∂X_il/∂M_ab = D_ia δ_lb + Σ_k k(k−1) (⟨B_ia, g(e_l, e_b)⟩ + ⟨A_a(e_l), A_i(e_b)⟩): the
 * derivatives of ½ Σ_k ‖T_k(M ·, …, M ·)‖² (theory.md §2). D and the energy depend on MMᵀ alone: they are worked out at the
 * triangle R of M = R Q, through which less is to be pulled. The fastest for links of many terms.
 */
export function explainedByTensors(link: HermiteTable, p: number): TensorEnergy {
  const { r } = link;
  const n = r * p;
  const parts = layOutParts(link, p);
  const firstWidth = parts.reduce((sum, part) => sum + part.firstRoots.length, 0);
  const secondWidth = parts.reduce((sum, part) => sum + part.secondRoots.length, 0);
  const rowPair = pairNumbers(r);
  const columnPair = pairNumbers(p);
  const rowPairs = countMultiIndices(r, 2);
  const columnPairs = countMultiIndices(p, 2);

  /** The triangle of M. */
  const R = new Float64Array(n);
  /** Where D was last evaluated. */
  const at = new Float64Array(n).fill(NaN);
  const outer = new Float64Array(r * r);
  const root = new Float64Array(r * r);
  /** The same at roots of matrices G. */
  const atRoot = lazily(() => explainedByTensors(link, r));
  /** Rows A_i, weighted so that D = A Aᵀ (r × firstWidth). */
  const A = new Float64Array(r * firstWidth);
  /** Rows B_ia (pairs), g(e_l, e_b) (pairs) and A_a(e_l) (rp), weighted likewise (each × secondWidth). */
  const B = new Float64Array(rowPairs * secondWidth);
  const g = new Float64Array(columnPairs * secondWidth);
  const E = new Float64Array(n * secondWidth);
  const bending = new Float64Array(rowPairs * columnPairs);
  const stretching = new Float64Array(n * n);

  function moveTo(M: Float64Array): void {
    if (hasSameBits(at, M)) return;
    for (let i = 0; i < n; i++) at[i] = M[i]!;
    rqTriangle(M, r, p, R);
    for (const { k, tensor, firstRoots, firstColumn } of parts) {
      tensor.pull(R, 0, k - 1, r - p);
      copyRows(tensor, k - 1, firstRoots, A, firstWidth, firstColumn);
    }
    gram(A, r, firstWidth, outer);
  }

  /** Fills B, g and E. */
  function moveSecond(M: Float64Array): void {
    for (const { k, tensor, secondRoots, secondColumn, raised, raisedTwice } of parts) {
      if (k < 2) continue;
      tensor.pull(M, 0, k);
      copyRows(tensor, k - 2, secondRoots, B, secondWidth, secondColumn);
      const first = tensor.values(k - 1);
      const axes = tensor.gammas(k - 1);
      const width = raisedTwice[0]!.length;
      for (let row = 0; row < axes.length; row++) {
        for (let l = 0; l < p; l++) {
          const from = raised[l]!;
          const target = (axes[row]! * p + l) * secondWidth + secondColumn;
          for (let b = 0; b < from.length; b++) {
            E[target + b] = secondRoots[b]! * first[row * width + from[b]!]!;
          }
        }
      }
      const whole = tensor.values(k);
      for (let l = 0; l < p; l++) {
        for (let m = l; m < p; m++) {
          const from = raised[l]!;
          const further = raisedTwice[m]!;
          const target = columnPair[l * p + m]! * secondWidth + secondColumn;
          for (let b = 0; b < from.length; b++) {
            g[target + b] = secondRoots[b]! * whole[further[from[b]!]!]!;
          }
        }
      }
    }
  }

  const pulls = parts.reduce((sum, { k, tensor }) => sum + tensor.cost(k - 1, r - p), 0);

  return {
    cost: pulls + rowPairs * firstWidth,
    value(M) {
      rqTriangle(M, r, p, R);
      let sum = 0;
      for (const { k, tensor, valueWeights } of parts) {
        tensor.pull(R, 0, k, r - p);
        const whole = tensor.values(k);
        for (let b = 0; b < valueWeights.length; b++) sum += valueWeights[b]! * whole[b]! * whole[b]!;
      }
      return sum;
    },
    outerProduct(M, out) {
      moveTo(M);
      out.set(outer);
    },
    outerProductAt(G, out) {
      choleskyFactor(G, r, root);
      atRoot().outerProduct(root, out);
    },
    driveSlope(M, D, out) {
      moveSecond(M);
      multiplyByTransposed(B, g, rowPairs, secondWidth, columnPairs, bending);
      gram(E, n, secondWidth, stretching);
      for (let i = 0; i < r; i++) {
        for (let a = 0; a < r; a++) {
          const pair = rowPair[i * r + a]! * columnPairs;
          for (let l = 0; l < p; l++) {
            const row = (i * p + l) * n + a * p;
            const other = (a * p + l) * n + i * p;
            for (let b = 0; b < p; b++) {
              out[row + b] = bending[pair + columnPair[l * p + b]!]! + stretching[other + b]!;
            }
            out[row + l]! += D[i * r + a]!;
          }
        }
      }
    },
  };
}

/** The explained energy from tensors, with what it costs. */
export interface TensorEnergy extends ExplainedEnergy {
  /** Multiplications of one D(MMᵀ). */
  readonly cost: number;
}

/** One degree k of a link: its tensor, the weights of what is made of it, and the columns where that goes. */
interface Part {
  readonly k: number;
  readonly tensor: PulledTensor;
  /** √(k (k−1)!/beta!), |beta| = k − 1, and the first column in rows A_i. */
  readonly firstRoots: Float64Array;
  readonly firstColumn: number;
  /** √(k(k−1) (k−2)!/beta!), |beta| = k − 2, and the first column in rows B_ia; none for k = 1. */
  readonly secondRoots: Float64Array;
  readonly secondColumn: number;
  /** Positions of beta + e_l, for |beta| = k − 2 and for |beta| = k − 1. */
  readonly raised: readonly Int32Array[];
  readonly raisedTwice: readonly Int32Array[];
  /** k!/beta!, |beta| = k. */
  readonly valueWeights: Float64Array;
}

function layOutParts(link: HermiteTable, p: number): readonly Part[] {
  const degrees = [...new Set(link.terms.map(totalDegree))].sort((a, b) => a - b);
  const bases = degreeBases(p, link.degree);
  let firstColumn = 0;
  let secondColumn = 0;
  const arrangements = (k: number): Float64Array => bases[k]?.arrangements ?? new Float64Array(0);
  return degrees.map((k) => {
    const part: Part = {
      k,
      tensor: new PulledTensor(link, k, p),
      firstRoots: arrangements(k - 1).map((count) => Math.sqrt(k * count)),
      firstColumn,
      secondRoots: arrangements(k - 2).map((count) => Math.sqrt(k * (k - 1) * count)),
      secondColumn,
      raised: bases[k - 2]?.raised ?? [],
      raisedTwice: bases[k - 1]?.raised ?? [],
      valueWeights: arrangements(k),
    };
    firstColumn += part.firstRoots.length;
    secondColumn += part.secondRoots.length;
    return part;
  });
}

/** Copies the rows of a tensor with `a` arguments pulled, times `roots`, to their places in `out`, rows of `width`. */
function copyRows(
  tensor: PulledTensor,
  a: number,
  roots: Float64Array,
  out: Float64Array,
  width: number,
  column: number,
): void {
  const gammas = tensor.gammas(a);
  const values = tensor.values(a);
  const count = roots.length;
  for (let row = 0; row < gammas.length; row++) {
    const target = gammas[row]! * width + column;
    for (let b = 0; b < count; b++) out[target + b] = roots[b]! * values[row * count + b]!;
  }
}
