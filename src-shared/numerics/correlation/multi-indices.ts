/** Multi-indices beta of N^n with |beta| = degree, and their neighbours. */
export interface DegreeBasis {
  readonly degree: number;
  readonly indices: readonly (readonly number[])[];
  /** `raised[j][b]`: position of beta_b + e_j in the basis of the next degree. */
  readonly raised: readonly Int32Array[];
}

/** All multi-indices of a degree, in reverse lexicographic order. */
export interface CompleteBasis extends DegreeBasis {
  /** `multinomial` of each. */
  readonly arrangements: Float64Array;
}

/** Larger bases are not kept. */
const MOST_KEPT = 5000;

/** The bases of N^n by n and degree: a flow that turns its links asks for the same ones again and again. */
const knownBases = new Map<number, CompleteBasis[]>();

/** The bases of N^n of degrees 0 … degree. Those of up to 5000 indices are kept for later calls. */
export function degreeBases(n: number, degree: number): readonly CompleteBasis[] {
  const known = knownBases.get(n) ?? [];
  knownBases.set(n, known);
  const bases = known.slice(0, degree + 1);
  for (let k = bases.length; k <= degree; k++) {
    const basis = degreeBasis(n, k);
    if (k === known.length && basis.indices.length <= MOST_KEPT) known.push(basis);
    bases.push(basis);
  }
  return bases;
}

function degreeBasis(n: number, k: number): CompleteBasis {
  const indices = multiIndices(n, k);
  const positions = new Map(multiIndices(n, k + 1).map((beta, position) => [beta.join(), position]));
  const raised = Array.from({ length: n }, (_, j) =>
    Int32Array.from(indices, (beta) => positions.get(shifted(beta, j, 1).join()) ?? -1),
  );
  const arrangements = Float64Array.from(indices, multinomial);
  return { degree: k, indices, raised, arrangements };
}

/** Number of multi-indices of N^n of total degree k: binomial(n + k − 1, k). */
export function countMultiIndices(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - 1 + i)) / i;
  return Math.round(count);
}

/** Position of beta among all multi-indices of its length and total degree, in reverse lexicographic order. */
export function multiIndexPosition(beta: readonly number[]): number {
  let rest = beta.reduce((sum, b) => sum + b, 0);
  let position = 0;
  beta.forEach((b, i) => {
    // Those that agree before i and are larger there.
    if (rest > b) position += countMultiIndices(beta.length - i, rest - b - 1);
    rest -= b;
  });
  return position;
}

/**
 * Where, among the multi-indices of N^n of total degree k, those begin whose first nonzero index is `axis` or a later one:
 * they are the last ones. For k = 0 that is the only one.
 */
export function tailStart(n: number, k: number, axis: number): number {
  return k === 0 ? 0 : countMultiIndices(n, k) - countMultiIndices(n - axis, k);
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

/** |beta|!/beta!, the number of arrangements of beta (theory.md §1). */
export function multinomial(beta: readonly number[]): number {
  return multiIndexFactorial([beta.reduce((sum, b) => sum + b, 0)]) / multiIndexFactorial(beta);
}

/** All multi-indices of N^n of total degree k, in reverse lexicographic order. */
export function multiIndices(n: number, k: number): number[][] {
  if (n === 1) return [[k]];
  return Array.from({ length: k + 1 }, (_, i) => k - i).flatMap((first) =>
    multiIndices(n - 1, k - first).map((rest) => [first, ...rest]),
  );
}
