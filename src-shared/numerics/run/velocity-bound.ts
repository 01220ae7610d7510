import { degreeEnergies } from '../link/degree-energies';
import type { HermiteTable } from '../link/hermite-table';
import { raise } from '../raise';

/** Bounds ‖M'‖₂/‖M‖₂ of a flow at overlap matrices with ‖M‖₂ = `size` > 0: how fast the largest rows may move. */
export type RelativeSpeed = (size: number) => number;

/** ‖D(MMᵀ)‖ ≤ Σ_k k ‖T_k‖² size^(2k−2) of the two-timescale flow (theory.md §2). */
export function twoTimescaleSpeed(link: HermiteTable): RelativeSpeed {
  return powerSum(degreeEnergies(link).map((energy, k) => ({ weight: k * energy, power: 2 * k - 2 })));
}

/** ‖P(M)‖/size ≤ Σ_k k ‖T_k(f*)‖ ‖T_k(g)‖ size^(k−2) of the planted flow (theory.md §2). */
export function plantedSpeed(teacher: HermiteTable, student: HermiteTable): RelativeSpeed {
  const studentEnergies = degreeEnergies(student);
  return powerSum(
    degreeEnergies(teacher).map((energy, k) => ({
      weight: k * Math.sqrt(energy * (studentEnergies[k] ?? 0)),
      power: k - 2,
    })),
  );
}

function powerSum(terms: readonly { readonly weight: number; readonly power: number }[]): RelativeSpeed {
  const moving = terms.filter(({ weight }) => weight > 0);
  return (size) => moving.reduce((sum, { weight, power }) => sum + weight * raise(size, power), 0);
}
