import { InvalidInputError } from '../../model/input-problem';
import { linkEnergy, withoutConstant } from '../flow/link-parts';
import type { HermiteTable } from '../link/hermite-table';
import { saddleLadder } from './saddle-ladder';

/**
 * The scale S of what a link gains by one direction: twice the largest fall of the two-timescale loss that its saddle
 * ladder has for a direction, ‖f*‖² (without the constant) for a link on one. While a direction escapes −dL/dt is of
 * order S², whatever other directions there are: for f* = c h_1, S = c², −dL/dt = c⁴ m²(1 − m²) has the top value S²/4
 * (from theory.md §7.1).
 */
export function escapeScale(link: HermiteTable): number {
  try {
    const falls = saddleLadder(link).rungs.map(
      ({ lossBefore, lossAfter, dimensionBefore, dimensionAfter }) =>
        (lossBefore - lossAfter) / (dimensionAfter - dimensionBefore),
    );
    return 2 * Math.max(...falls);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    // No ladder for a link this dense: as if it had one direction.
    return linkEnergy(withoutConstant(link));
  }
}
