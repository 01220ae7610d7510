import { canonicalTerms, totalDegree, type HermiteTable } from '@shared/numerics/link/hermite-table';

/** A link from a list of [beta, c]; unlike `hermiteTable` it may be zero or constant. */
export function link(
  r: number,
  ...terms: readonly (readonly [beta: readonly number[], c: number])[]
): HermiteTable {
  const canonical = canonicalTerms(terms.map(([beta, c]) => ({ beta, c })));
  return { r, degree: Math.max(0, ...canonical.map(totalDegree)), terms: canonical };
}

/** All multi-indices of N^r of total degree k. */
export function multiIndicesOf(r: number, k: number): number[][] {
  if (r === 1) return [[k]];
  return Array.from({ length: k + 1 }, (_, i) => k - i).flatMap((first) =>
    multiIndicesOf(r - 1, k - first).map((rest) => [first, ...rest]),
  );
}

/** A link with every coefficient of the given degrees, from a deterministic sequence in (−1, 1). */
export function denseLink(r: number, degrees: readonly number[], seed = 1): HermiteTable {
  const next = sequence(seed);
  return link(
    r,
    ...degrees.flatMap((k) => multiIndicesOf(r, k)).map((beta): [number[], number] => [beta, next()]),
  );
}

/** A rows × columns matrix with spectral norm below `size`. */
export function smallMatrix(rows: number, columns: number, size: number, seed = 1): Float64Array {
  const next = sequence(seed);
  return Float64Array.from({ length: rows * columns }, () => (next() * size) / Math.sqrt(rows * columns));
}

/** A reproducible sequence of numbers in (−1, 1), for test data only (Park–Miller). */
export function sequence(seed: number): () => number {
  let state = (seed * 48271 + 11) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}
