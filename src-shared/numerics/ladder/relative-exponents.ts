import { cos } from '../elementary';
import type { HermiteTable } from '../link/hermite-table';
import { directionGrowth, type DirectionGrowth } from './direction-growth';
import type { SaddleLadder } from './ladder';
import { alignedFrame, turnFrame } from './link-frame';
import { amplitudeFloor } from './rung-directions';
import { settleDirection } from './settle-direction';

/** Whether a better direction explains more energy must not hang on rounding. */
const ENERGY_MARGIN = 1e-9;

/**
 * The relative information exponents direction by direction: within each rung of the ladder, the direction that
 * explains most energy is learned first and the exponents are taken anew, which a rung as a whole does not show
 * (theory.md §6, facts). For z1 z2 z3 these are 3, 2, 2, found in the eigenbasis; for the additive ladder 1, 2, 3. The
 * flow may take another order when a direction of the same rung starts larger.
 */
export function relativeExponents(table: HermiteTable, ladder: SaddleLadder): readonly number[] {
  let frame = alignedFrame(table, ladder.rungs);
  const floor = amplitudeFloor(frame.terms);
  const exponents: number[] = [];
  for (const rung of ladder.rungs) {
    for (let axis = rung.dimensionBefore; axis < rung.dimensionAfter; axis++) {
      const growth = directionGrowth({ kind: 'two-timescale' }, frame.terms, frame.terms, {
        learned: Array.from({ length: table.r }, (_, i) => i < axis),
        from: axis,
        to: rung.dimensionAfter,
      });
      const u = strongestDirection(growth);
      exponents.push(growth.exponentAlong(u, floor) ?? rung.exponent);
      const padded = new Float64Array(table.r);
      padded.set(u, axis);
      frame = turnFrame(frame, [padded], axis);
    }
  }
  return exponents;
}

/** The unit vector of the open axes that explains most energy, by ascent from several starts. */
function strongestDirection(growth: DirectionGrowth): Float64Array {
  let best: Float64Array | null = null;
  let bestEnergy = -Infinity;
  for (const seed of seedDirections(growth.open)) {
    const state = Float64Array.of(1, ...seed);
    settleDirection(growth, state);
    const energy = growth.energy(state);
    if (best !== null && energy <= bestEnergy * (1 + ENERGY_MARGIN)) continue;
    best = state.slice(1);
    bestEnergy = energy;
  }
  return best ?? Float64Array.of(1);
}

/** The axes, which may be saddles of the ascent, and as many directions in no special position. */
function seedDirections(open: number): readonly (readonly number[])[] {
  const indices = Array.from({ length: open }, (_, i) => i);
  const axes = indices.map((axis) => indices.map((i) => (i === axis ? 1 : 0)));
  const general = indices.map((k) => indices.map((i) => cos(1 + i * (k + 1) * Math.SQRT2 + k)));
  return open === 1 ? axes : [...axes, ...general];
}
