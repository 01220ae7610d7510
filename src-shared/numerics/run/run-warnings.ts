import type { RunOutcome } from '../../model/run';

/** Escape times are checked against an independent program up to here. */
const CERTIFIED_TIME = 1e13;

/** Accumulated rounding from which on a reader must know of it. */
const NOTICEABLE_ROUNDING = 1e-6;

/** The warnings of a run (RunOutcome.warnings); `fullRank` is min(r, q). */
export function runWarnings(
  { reached, startRank, statistics }: Pick<RunOutcome, 'reached' | 'startRank' | 'statistics'>,
  fullRank: number,
): readonly string[] {
  const warnings: string[] = [];
  if (startRank < fullRank) {
    warnings.push(
      `M(0) has rank ${startRank} where ${fullRank} is possible: the two-timescale flow keeps the rank, so the directions ` +
        'outside are never learned.',
    );
  }
  if (reached > CERTIFIED_TIME) {
    warnings.push(
      `The run goes beyond t = ${CERTIFIED_TIME.toExponential(0)}, up to where escape times are checked: later ones may be ` +
        'off by more than the tolerance.',
    );
  }
  if (statistics.summedRounding > NOTICEABLE_ROUNDING) {
    warnings.push(
      `Rounding limited ${statistics.roundingLimitedSteps} steps: slow motions may be off by a fraction of about ` +
        `${statistics.summedRounding.toExponential(0)}.`,
    );
  }
  return warnings;
}
