import type { HermiteTable } from './hermite-table';

/**
 * Writes h_0(x) … h_degree(x), normalised probabilists' Hermite polynomials (E[h_j h_k] = δ_jk), into `out`
 * (degree + 1). Three-term recursion of theory.md §1, stable and free of factorials.
 */
export function hermitePolynomials(x: number, degree: number, out: Float64Array): void {
  let previous = 0;
  let current = 1;
  out[0] = 1;
  for (let k = 0; k < degree; k++) {
    const next = (x * current - Math.sqrt(k) * previous) / Math.sqrt(k + 1);
    previous = current;
    current = next;
    out[k + 1] = next;
  }
}

/** f*(z) at one point z (r). For drawing; allocates one row of polynomials per direction. */
export function linkValue(table: HermiteTable, z: ArrayLike<number>): number {
  const rows: Float64Array[] = [];
  for (let i = 0; i < table.r; i++) {
    const row = new Float64Array(table.degree + 1);
    hermitePolynomials(z[i] ?? Number.NaN, table.degree, row);
    rows.push(row);
  }
  let sum = 0;
  for (const { beta, c } of table.terms) {
    let product = c;
    for (const [i, row] of rows.entries()) product *= row[beta[i] ?? 0] ?? Number.NaN;
    sum += product;
  }
  return sum;
}
