import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Nodes and weights with Σ w_i f(x_i) = E f(z), z ~ N(0, 1), exact for polynomials of degree 2n − 1. */
export interface GaussHermiteRule {
  /** Ascending and exactly symmetric about 0, which is not a node. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, GaussHermiteRule>();

/**
 * The Gauss–Hermite rule with an even number n of nodes, n ≤ 256. Golub–Welsch: the positive nodes are the square roots
 * of the eigenvalues of the squared Jacobi matrix on its even indices (half the size of the Jacobi matrix); two Newton
 * steps on h_n bring them to full precision. Kept for later calls.
 */
export function gaussHermite(n: number): GaussHermiteRule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const half = n / 2;
  const squared = Matrix.zeros(half, half);
  for (let i = 0; i < half; i++) {
    // Row 2i of J², J_{k,k+1} = √(k+1); the last index n − 2 still has the neighbour n − 1.
    squared.set(i, i, 4 * i + 1);
    if (i + 1 < half) {
      const coupling = Math.sqrt((2 * i + 1) * (2 * i + 2));
      squared.set(i, i + 1, coupling);
      squared.set(i + 1, i, coupling);
    }
  }
  const squares = new EigenvalueDecomposition(squared, { assumeSymmetric: true }).realEigenvalues;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (const [i, square] of squares.sort((a, b) => a - b).entries()) {
    let x = Math.sqrt(Math.max(square, 0));
    for (let step = 0; step < 2; step++) {
      const [value, before] = lastTwoPolynomials(n, x);
      x -= value / (Math.sqrt(n) * before);
    }
    const [, before] = lastTwoPolynomials(n, x);
    const weight = 1 / (n * before * before);
    nodes[half + i] = x;
    nodes[half - 1 - i] = -x;
    weights[half + i] = weight;
    weights[half - 1 - i] = weight;
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** h_n(x) and h_{n−1}(x) (theory.md §1). */
function lastTwoPolynomials(n: number, x: number): readonly [last: number, before: number] {
  let before = 0;
  let current = 1;
  for (let k = 0; k < n; k++) {
    const next = (x * current - Math.sqrt(k) * before) / Math.sqrt(k + 1);
    before = current;
    current = next;
  }
  return [current, before];
}
