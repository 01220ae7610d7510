import { exp, log } from '../elementary';
import type { FlowSystem } from '../flow/flow-system';
import type { EventFunctions, EventRule } from '../integrator/events';
import { createSingularValueSolver } from '../linear-algebra/singular-values';
import { square } from '../raise';
import type { RunSettings } from './run-settings';

/** What a component of the watched event functions stands for. */
export type WatchedQuantity =
  /** Singular value number `index` (1-based, largest first) minus `level`. */
  | { readonly kind: 'overlap'; readonly index: number; readonly level: number }
  /** Positive while the loss falls faster than the plateau rate (EventThresholds.plateauRate). */
  | { readonly kind: 'plateau' };

/** Far more than a singular value, or the logarithm of the rate, moves there and back within one step. */
const OVERLAP_REACH = 0.1;
const RATE_REACH = 1;

/** Event functions of a flow with the meaning of each component. */
export interface FlowWatch extends EventFunctions {
  readonly quantities: readonly WatchedQuantity[];
  /** The rate −dL/dt at a state with the given values of the functions. */
  lossRateOf(values: Float64Array): number;
}

/**
 * The event functions of a run: every singular value of M against every level, and the loss rate against the plateau rate
 * as the logarithm of their ratio (numerics.md §3.3). They do not depend on the horizon.
 */
export function watchFlow(flow: FlowSystem, settings: RunSettings): FlowWatch {
  const { thresholds } = settings;
  const rank = Math.min(flow.r, flow.q);
  const levels = thresholds.overlapLevels;
  const quantities: WatchedQuantity[] = levels.flatMap((level) =>
    Array.from({ length: rank }, (_, k): WatchedQuantity => ({ kind: 'overlap', index: k + 1, level })),
  );
  const plateauAt = quantities.push({ kind: 'plateau' }) - 1;

  const solve = createSingularValueSolver(flow.r, flow.q);
  const M = new Float64Array(flow.r * flow.q);
  const sigma = new Float64Array(rank);
  const plateauLimit = (thresholds.plateauRate * square(settings.escapeScale)) / 2;

  return {
    quantities,
    rules: quantities.map(({ kind }): EventRule => {
      return { direction: 'both', terminal: false, reach: kind === 'overlap' ? OVERLAP_REACH : RATE_REACH };
    }),
    evaluate(y, out) {
      flow.overlap(y, M);
      solve(M, sigma);
      let component = 0;
      for (let l = 0; l < levels.length; l++) {
        for (let k = 0; k < rank; k++) out[component++] = sigma[k]! - levels[l]!;
      }
      // The rate underflows to zero at a critical point; its logarithm must stay a number.
      const rate = Math.max(-flow.lossRate(y), Number.MIN_VALUE);
      out[plateauAt] = log(rate / plateauLimit);
    },
    lossRateOf: (values) => plateauLimit * exp(values[plateauAt]!),
  };
}
