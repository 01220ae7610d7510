import type { HermiteTable } from '../link/hermite-table';
import type { Rung, SaddleLadder } from './ladder';
import { ownFrame, turnFrame, type LinkFrame } from './link-frame';
import { amplitudeFloor, nextRung, orderBeyond } from './rung-directions';

/**
 * The saddle ladder of a link by the algorithm of theory.md §6: from E = {0}, the relative exponent s(E) and its
 * directions U(E) until nothing depends on what is left. Independent of the axes the link is written in. The cost is
 * polynomial in the number of terms: each rung turns the axes so that its directions become coordinates. Throws
 * InvalidInputError when the turned link has too many terms.
 */
export function saddleLadder(table: HermiteTable): SaddleLadder {
  const { r } = table;
  let frame = ownFrame(table);
  const floor = amplitudeFloor(frame.terms);
  const rungs: Rung[] = [];
  let learned = 0;
  while (learned < r) {
    const next = nextRung(frame, learned, floor);
    if (next === null) break;
    const lossBefore = unexplainedLoss(frame, learned);
    frame = turnFrame(frame, next.basis, learned);
    const dimensionAfter = learned + next.basis.length;
    rungs.push({
      exponent: next.exponent,
      dimensionBefore: learned,
      dimensionAfter,
      basis: signedColumns(frame, learned, dimensionAfter),
      lossBefore,
      lossAfter: unexplainedLoss(frame, dimensionAfter),
    });
    learned = dimensionAfter;
  }
  return { rungs, informationExponent: rungs[0]?.exponent ?? null, intrinsicDimension: learned };
}

/** Two-timescale loss at G = P_E, E the first `learned` axes: half the energy of what depends on the other axes. */
function unexplainedLoss(frame: LinkFrame, learned: number): number {
  let energy = 0;
  for (const term of frame.terms) if (orderBeyond(term, learned) > 0) energy += term.c * term.c;
  return energy / 2;
}

/** Axes number from … to − 1 as columns (r × count), each with its largest entry positive. */
function signedColumns(frame: LinkFrame, from: number, to: number): Float64Array {
  const { r, axes } = frame;
  const count = to - from;
  const columns = new Float64Array(r * count);
  for (let k = 0; k < count; k++) {
    let largest = 0;
    for (let i = 0; i < r; i++) {
      const entry = axes[i * r + from + k]!;
      if (Math.abs(entry) > Math.abs(largest) + 1e-9) largest = entry;
    }
    const sign = largest < 0 ? -1 : 1;
    // Adding 0 turns −0 into 0.
    for (let i = 0; i < r; i++) columns[i * count + k] = sign * axes[i * r + from + k]! + 0;
  }
  return columns;
}
