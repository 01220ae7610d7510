import type { BlockEvaluator } from '../formula/compile-formula';
import { hermitePolynomials } from '../link/hermite-polynomials';
import { raise } from '../raise';
import { gaussHermite } from './gauss-hermite';
import { countUpTo, positionsWithFirstAxis } from './graded-indices';

/** Points evaluated by one call. */
const BLOCK = 512;

/** Coefficients and energy of a function by one quadrature rule. */
export interface QuadratureResult {
  /** c_beta over the graded indices of N^r up to the degree. */
  readonly coefficients: Float64Array;
  /** E f(z)². NaN or infinite where the function is at some node. */
  readonly energy: number;
}

/**
 * E f(z) H_beta(z), |beta| ≤ degree, and E f(z)² of a function on R^r by Gauss–Hermite quadrature with n nodes per axis.
 * Sum-factorised: one axis is transformed at a time, so the cost is n^r evaluations and about n^r · degree
 * multiplications instead of n^r times the number of coefficients.
 */
export function tensorQuadrature(f: BlockEvaluator, r: number, degree: number, n: number): QuadratureResult {
  const { nodes, weights } = gaussHermite(n);
  const { values, energy } = tensorValues(f, r, nodes, weights);
  const basis = weightedBasis(nodes, weights, degree);
  let current = values;
  let innerAxes = 0;
  for (let rows = raise(n, r - 1); rows >= 1; rows = Math.floor(rows / n)) {
    current = transformAxis(current, rows, n, innerAxes, degree, basis);
    innerAxes++;
  }
  return { coefficients: current, energy };
}

/** f at the n^r nodes, the last coordinate running fastest, and Σ w f². */
function tensorValues(
  f: BlockEvaluator,
  r: number,
  nodes: Float64Array,
  weights: Float64Array,
): { readonly values: Float64Array; readonly energy: number } {
  const n = nodes.length;
  const values = new Float64Array(raise(n, r));
  const points = new Float64Array(BLOCK * r);
  const pointWeights = new Float64Array(BLOCK);
  let energy = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    const block = values.subarray(start, start + BLOCK);
    for (let point = 0; point < block.length; point++) {
      let rest = start + point;
      let weight = 1;
      for (let axis = r - 1; axis >= 0; axis--) {
        const node = rest % n;
        rest = (rest - node) / n;
        points[point * r + axis] = nodes[node]!;
        weight *= weights[node]!;
      }
      pointWeights[point] = weight;
    }
    f(block.length === BLOCK ? points : points.subarray(0, block.length * r), block);
    for (let point = 0; point < block.length; point++) {
      energy += pointWeights[point]! * block[point]! * block[point]!;
    }
  }
  return { values, energy };
}

/** w_i h_b(x_i), row i of length degree + 1. */
function weightedBasis(nodes: Float64Array, weights: Float64Array, degree: number): Float64Array {
  const width = degree + 1;
  const basis = new Float64Array(nodes.length * width);
  const row = new Float64Array(width);
  for (let i = 0; i < nodes.length; i++) {
    hermitePolynomials(nodes[i]!, degree, row);
    for (let b = 0; b < width; b++) basis[i * width + b] = weights[i]! * row[b]!;
  }
  return basis;
}

/**
 * Transforms the last axis that is still nodes: from rows × n × (graded indices of the `innerAxes` axes behind it) to
 * rows × (graded indices of one axis more).
 */
function transformAxis(
  values: Float64Array,
  rows: number,
  n: number,
  innerAxes: number,
  degree: number,
  basis: Float64Array,
): Float64Array {
  const positions = positionsWithFirstAxis(innerAxes, degree);
  const size = countUpTo(innerAxes, degree);
  const newSize = countUpTo(innerAxes + 1, degree);
  const result = new Float64Array(rows * newSize);
  const width = degree + 1;
  for (let row = 0; row < rows; row++) {
    const to = row * newSize;
    let node = 0;
    // Four nodes at a time, added in order.
    for (; node + 3 < n; node += 4) {
      const v0 = (row * n + node) * size;
      const v1 = v0 + size;
      const v2 = v1 + size;
      const v3 = v2 + size;
      for (let b = 0; b < width; b++) {
        const at = node * width + b;
        const f0 = basis[at]!;
        const f1 = basis[at + width]!;
        const f2 = basis[at + 2 * width]!;
        const f3 = basis[at + 3 * width]!;
        const place = positions[b]!;
        for (let j = 0; j < place.length; j++) {
          const target = to + place[j]!;
          const two = result[target]! + f0 * values[v0 + j]! + f1 * values[v1 + j]!;
          result[target] = two + f2 * values[v2 + j]! + f3 * values[v3 + j]!;
        }
      }
    }
    for (; node < n; node++) {
      const from = (row * n + node) * size;
      for (let b = 0; b < width; b++) {
        const factor = basis[node * width + b]!;
        const place = positions[b]!;
        for (let j = 0; j < place.length; j++) {
          const target = to + place[j]!;
          result[target] = result[target]! + factor * values[from + j]!;
        }
      }
    }
  }
  return result;
}
