import type { LadderFlow, PredictedEscape } from './ladder';

/** How a waiting time of relative exponent s grows with d (theory.md §7.2). */
export function waitingGrowth(flow: LadderFlow, s: number): PredictedEscape['growth'] {
  if (flow.kind === 'two-timescale') {
    return s === 1 ? { kind: 'logarithmic' } : { kind: 'power', exponent: s - 1 };
  }
  if (s === 1) return { kind: 'constant' };
  return s === 2 ? { kind: 'logarithmic' } : { kind: 'power', exponent: s / 2 - 1 };
}
