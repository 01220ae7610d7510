import type { HermiteTerm } from '../../model/link';

/**
 * Matrices S_0 … S_degree by which a rotation of the plane acts on normalised Hermite products of two variables:
 * H_(a, n−a)(R y) = Σ_g S_n[a, g] H_(g, n−g)(y), R = [[c, −s], [s, c]]. S_n is (n+1) × (n+1), row-major, orthogonal.
 *
 * n S_n = Σ_ij R_ij √(β_i γ_j) S_{n−1}(β − e_i, γ − e_j): the recursion of theory.md §2 averaged over both rows, which
 * keeps every S_n orthogonal to rounding at any degree.
 */
export function planeRotations(degree: number, c: number, s: number): readonly Float64Array[] {
  const matrices = [Float64Array.of(1)];
  for (let n = 1; n <= degree; n++) {
    const smaller = matrices[n - 1]!;
    const matrix = new Float64Array((n + 1) * (n + 1));
    for (let a = 0; a <= n; a++) {
      const b = n - a;
      for (let g = 0; g <= n; g++) {
        const h = n - g;
        let sum = 0;
        if (a > 0 && g > 0) sum += c * Math.sqrt(a * g) * smaller[(a - 1) * n + g - 1]!;
        if (a > 0 && h > 0) sum -= s * Math.sqrt(a * h) * smaller[(a - 1) * n + g]!;
        if (b > 0 && g > 0) sum += s * Math.sqrt(b * g) * smaller[a * n + g - 1]!;
        if (b > 0 && h > 0) sum += c * Math.sqrt(b * h) * smaller[a * n + g]!;
        matrix[a * (n + 1) + g] = sum / n;
      }
    }
    matrices.push(matrix);
  }
  return matrices;
}

/** Coefficients below this fraction of the largest are rounding of a rotation and are dropped, to keep links sparse. */
const DUST = 1e-14;

/**
 * Terms of the same link in axes turned by (c, s) in the plane (i, j): the new i-th axis is c·b_i + s·b_j, the new j-th
 * axis −s·b_i + c·b_j. Cost proportional to the number of terms times their degree in the plane.
 */
export function turnPlane(
  terms: readonly HermiteTerm[],
  i: number,
  j: number,
  c: number,
  s: number,
): readonly HermiteTerm[] {
  const rows = new Map<string, { readonly beta: readonly number[]; readonly old: Float64Array }>();
  let highest = 0;
  for (const { beta, c: coefficient } of terms) {
    const n = beta[i]! + beta[j]!;
    highest = Math.max(highest, n);
    const together = beta.map((degree, k) => (k === i ? n : k === j ? 0 : degree));
    const key = String.fromCharCode(...together);
    let row = rows.get(key);
    if (row === undefined) {
      row = { beta, old: new Float64Array(n + 1) };
      rows.set(key, row);
    }
    row.old[beta[i]!]! += coefficient;
  }
  const rotations = planeRotations(highest, c, s);
  const turned: HermiteTerm[] = [];
  for (const { beta, old } of rows.values()) {
    const n = old.length - 1;
    const rotation = rotations[n]!;
    for (let g = 0; g <= n; g++) {
      let sum = 0;
      for (let a = 0; a <= n; a++) sum += old[a]! * rotation[a * (n + 1) + g]!;
      if (sum === 0) continue;
      turned.push({ beta: beta.map((degree, k) => (k === i ? g : k === j ? n - g : degree)), c: sum });
    }
  }
  const floor = DUST * turned.reduce((most, term) => Math.max(most, Math.abs(term.c)), 0);
  return turned.filter((term) => Math.abs(term.c) > floor);
}
