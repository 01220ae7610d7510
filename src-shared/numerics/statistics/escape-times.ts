import type { FlowSpec } from '../../model/experiment';
import type { RunOutcome, RunSpec } from '../../model/run';
import { flowLinks } from '../flow/flow-links';
import { measuredEscapes } from '../itinerary/measured-escapes';
import type { LadderFlow } from '../ladder/ladder';
import { relativeExponents } from '../ladder/relative-exponents';
import { saddleLadder } from '../ladder/saddle-ladder';
import type { HermiteTable } from '../link/hermite-table';
import { predictedScaling, type PredictedScaling } from './predicted-scaling';

/** What a run says of the time of an escape. */
export type EscapeTime =
  | { readonly kind: 'observed'; readonly tau: number }
  /** The run ended at `tau` without it. */
  | { readonly kind: 'censored'; readonly tau: number }
  /** The run does not tell: why, as the end of a sentence. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A direction counts as learned from λ² = ½ on. */
const ESCAPE_LEVEL = Math.SQRT1_2;

/**
 * Time from 0 at which singular value number `k` (from 1) of M rose through λ² = ½, read off the events of a run alone, so
 * that runs kept as summaries tell it as well. A run that did not watch this level does not tell, nor does one that was
 * above it from the start.
 */
export function escapeTime(
  { thresholds }: Pick<RunSpec, 'thresholds'>,
  { events, finalSingularValues, reached }: Pick<RunOutcome, 'events' | 'finalSingularValues' | 'reached'>,
  k: number,
): EscapeTime {
  const last = finalSingularValues[k - 1];
  if (last === undefined) return { kind: 'unknown', why: `M has no singular value number ${k}` };
  if (!thresholds.overlapLevels.some((level) => Math.abs(level - ESCAPE_LEVEL) < 1e-12)) {
    return { kind: 'unknown', why: 'the run did not watch the level λ² = ½' };
  }
  const tau = measuredEscapes(events, null, finalSingularValues.length)[k - 1] ?? null;
  if (tau !== null) return { kind: 'observed', tau };
  return last >= ESCAPE_LEVEL
    ? { kind: 'unknown', why: 'the direction was learned from the start' }
    : { kind: 'censored', tau: reached };
}

/**
 * Relative information exponents of the escapes of a flow of f* = `link`, in their order: one per direction that the flow
 * can learn, at most q of them. With a ridge penalty they are those of the shrunk link.
 */
export function escapeExponents(link: HermiteTable, flow: FlowSpec, q: number): readonly number[] {
  return directionExponents(flowLinks(flow, link, q).teacher).slice(0, q);
}

/** Relative information exponent of each direction of a link, in the order in which they are learned (`relativeExponents`). */
export function directionExponents(link: HermiteTable): readonly number[] {
  return relativeExponents(link, saddleLadder(link));
}

/**
 * Predicted growth with d of the time until the `k`-th escape; null where there is no prediction: beyond the ladder, and for
 * a planted student with a link or a width of its own. The joint flow is predicted by its two-timescale limit (theory.md §3.3).
 */
export function predictedEscapeScaling(
  link: HermiteTable,
  flow: FlowSpec,
  q: number,
  k: number,
): PredictedScaling | null {
  const exponents = escapeExponents(link, flow, q);
  const ladder = ladderFlow(link, flow, q);
  return ladder === null || k > exponents.length ? null : predictedScaling(ladder, exponents.slice(0, k));
}

function ladderFlow(link: HermiteTable, flow: FlowSpec, q: number): LadderFlow | null {
  if (flow.kind !== 'planted') return { kind: 'two-timescale' };
  return flow.student === undefined && q === link.r ? { kind: 'planted' } : null;
}
