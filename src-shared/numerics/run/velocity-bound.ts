import { degreeEnergies } from '../link/degree-energies';
import type { HermiteTable } from '../link/hermite-table';

/** Bounds ‖X‖₂/‖M‖₂ for the drive X of a flow at ‖M‖₂ = `size` > 0: how fast the largest rows may move, up to a small factor. */
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

/** size ↦ Σ weight·size^power over powers ≥ −1 in ascending order, by running products: nothing goes on the heap. */
function powerSum(terms: readonly { readonly weight: number; readonly power: number }[]): RelativeSpeed {
  const moving = terms.filter(({ weight }) => weight > 0);
  const weights = Float64Array.from(moving, ({ weight }) => weight);
  const powers = Int32Array.from(moving, ({ power }) => power);
  return (size) => {
    let sum = 0;
    let product = 1 / size;
    let power = -1;
    for (let i = 0; i < weights.length; i++) {
      for (; power < powers[i]!; power++) product *= size;
      sum += weights[i]! * product;
    }
    return sum;
  };
}
