/** The multi-indices beta of N^n with |beta| = degree, in reverse lexicographic order, and their neighbours. */
export interface DegreeBasis {
  readonly degree: number;
  readonly indices: readonly (readonly number[])[];
  /** `raised[j][b]`: position of beta_b + e_j in the basis of the next degree. */
  readonly raised: readonly Int32Array[];
}

/** The bases of N^n of degrees 0 … degree. */
export function degreeBases(n: number, degree: number): readonly DegreeBasis[] {
  const levels = Array.from({ length: degree + 2 }, (_, k) => multiIndices(n, k));
  return levels.slice(0, -1).map((indices, k) => {
    const positions = new Map((levels[k + 1] ?? []).map((beta, position) => [beta.join(), position]));
    const raised = Array.from({ length: n }, (_, j) =>
      Int32Array.from(indices, (beta) => positions.get(shifted(beta, j, 1).join()) ?? -1),
    );
    return { degree: k, indices, raised };
  });
}

/** Number of multi-indices of N^n of total degree k: binomial(n + k − 1, k). */
export function countMultiIndices(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - 1 + i)) / i;
  return Math.round(count);
}

/** beta + step · e_j. */
export function shifted(beta: readonly number[], j: number, step: number): number[] {
  return beta.map((b, i) => (i === j ? b + step : b));
}

/** beta! = Π beta_i!, in floating point (theory.md §10.10). */
export function multiIndexFactorial(beta: readonly number[]): number {
  let product = 1;
  for (const b of beta) for (let k = 2; k <= b; k++) product *= k;
  return product;
}

/** All multi-indices of N^n of total degree k, in reverse lexicographic order. */
export function multiIndices(n: number, k: number): number[][] {
  if (n === 1) return [[k]];
  return Array.from({ length: k + 1 }, (_, i) => k - i).flatMap((first) =>
    multiIndices(n - 1, k - first).map((rest) => [first, ...rest]),
  );
}
