import { euclideanNorm } from './euclidean-norm';
import { singularValueDecomposition } from './singular-values';

/** Singular values of the row-normalised matrix below this count as rounding. */
const RANK_TOLERANCE = 1e-14;

/**
 * An orthonormal basis of the row space of a row-major r × q matrix: its rank rho and V (q × rho). Rows are normalised
 * first, so that a tiny row counts as much as a large one: only linear dependence to rounding lowers the rank.
 */
export function rowSpace(M: Float64Array, r: number, q: number): { rank: number; basis: Float64Array } {
  const rows = M.slice();
  for (let i = 0; i < r; i++) {
    const row = rows.subarray(i * q, (i + 1) * q);
    const largest = row.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    if (largest === 0) continue;
    const norm = euclideanNorm(row.map((x) => x / largest));
    for (let j = 0; j < q; j++) row[j] = row[j]! / largest / norm;
  }
  const { sigma, V } = singularValueDecomposition(rows, r, q);
  const rank = sigma.filter((s) => s > RANK_TOLERANCE).length;
  const count = sigma.length;
  const basis = new Float64Array(q * rank);
  for (let j = 0; j < q; j++) for (let k = 0; k < rank; k++) basis[j * rank + k] = V[j * count + k]!;
  return { rank, basis };
}
