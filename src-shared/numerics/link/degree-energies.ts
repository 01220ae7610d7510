import { totalDegree, type HermiteTable } from './hermite-table';

/** Energies ‖T_k‖² = Σ_{|beta|=k} c_beta² for k = 0 … degree (theory.md §1); they sum to ‖f*‖². */
export function degreeEnergies(table: HermiteTable): readonly number[] {
  const energies = new Array<number>(table.degree + 1).fill(0);
  for (const term of table.terms) {
    const k = totalDegree(term);
    energies[k] = (energies[k] ?? 0) + term.c * term.c;
  }
  return energies;
}
