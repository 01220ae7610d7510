import type { DirectionGrowth } from './direction-growth';
import { largestEntry, normaliseDirections } from './direction-state';

/** The direction rests when its turning is below this fraction of the energy it explains. */
const REST = 1e-12;
const STEP_LIMIT = 300;

/**
 * Turns u (and w) of a fully learned direction to where they come to rest: ascent of the explained energy on the unit
 * sphere(s) at m = 1. Changes `y` in place. A saddle is left and approached in that direction, not in the one the start
 * happened to have. Steps by Barzilai & Borwein, IMA J. Numer. Anal. 8 (1988) 141, shortened until the energy does not fall.
 */
export function settleDirection(growth: DirectionGrowth, y: Float64Array): void {
  if (growth.open === 1) return;
  y[0] = 1;
  normaliseDirections(y, growth.open);
  const rate = new Float64Array(y.length);
  const next = new Float64Array(y.length);
  const nextRate = new Float64Array(y.length);
  growth.derivative(y, true, rate);
  let energy = growth.energy(y);
  let length = 0.1 / largestEntry(rate, 1);
  for (let count = 0; count < STEP_LIMIT && length > 0; count++) {
    if (!(largestEntry(rate, 1) > REST * Math.abs(energy))) return;
    next.set(y);
    for (let k = 1; k < y.length; k++) next[k]! += length * rate[k]!;
    normaliseDirections(next, growth.open);
    const nextEnergy = growth.energy(next);
    // A fall within rounding is no fall: near rest the energy is flat.
    if (!(nextEnergy >= energy - 1e-15 * Math.abs(energy))) {
      length /= 4;
      continue;
    }
    growth.derivative(next, true, nextRate);
    length = barzilaiBorwein(y, next, rate, nextRate) ?? 2 * length;
    y.set(next);
    rate.set(nextRate);
    energy = nextEnergy;
  }
}

/** |Δy|²/|Δy·Δy'|; null where the quotient has no meaning. */
function barzilaiBorwein(
  y: Float64Array,
  next: Float64Array,
  rate: Float64Array,
  nextRate: Float64Array,
): number | null {
  let square = 0;
  let curvature = 0;
  for (let k = 1; k < y.length; k++) {
    const change = next[k]! - y[k]!;
    square += change * change;
    curvature += change * (nextRate[k]! - rate[k]!);
  }
  // Positive curvature: the direction is still leaving a saddle of the energy, where longer steps help.
  return curvature < 0 && square > 0 ? -square / curvature : null;
}
