import type { RunOutcome } from '../../model/run';

/** Escape times are checked against an independent program up to here. */
const CERTIFIED_TIME = 1e13;

/** The warnings of a run (RunOutcome.warnings); `fullRank` is min(r, q). */
export function runWarnings(
  { reached, startRank }: Pick<RunOutcome, 'reached' | 'startRank'>,
  fullRank: number,
): readonly string[] {
  const warnings: string[] = [];
  if (startRank < fullRank) {
    warnings.push(
      `M(0) has rank ${startRank}, not ${fullRank}: under the two-timescale flow the directions outside its row space are ` +
        'never learned.',
    );
  }
  if (reached > CERTIFIED_TIME) {
    warnings.push(
      `The run goes beyond t = ${CERTIFIED_TIME.toExponential(0)}, up to where escape times are checked: later ones may be ` +
        'off by more than the tolerance.',
    );
  }
  return warnings;
}
