/** Outcome of one quantity of one case. */
export type CheckStatus = 'passed' | 'failed' | 'not covered';

/** One quantity of a reference case, recomputed. */
export interface QuantityCheck {
  /** Name in the reference schema, for example `trajectory.M`. */
  readonly quantity: string;
  readonly status: CheckStatus;
  /** Largest deviation: absolute, relative for `hitting`, number of differing entries where the tolerance is 0. */
  readonly deviation: number | null;
  readonly tolerance: number | null;
  /** Why it failed without a deviation, or is not covered; empty otherwise. */
  readonly note: string;
}

/** All quantities of one case. */
export interface CaseReport {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly QuantityCheck[];
}

/** What verifying a file of reference cases found. */
export interface VerificationReport {
  readonly cases: readonly CaseReport[];
}

/** The check of a quantity that was computed. A NaN deviation fails. */
export function compared(quantity: string, deviation: number, tolerance: number): QuantityCheck {
  return {
    quantity,
    status: deviation <= tolerance ? 'passed' : 'failed',
    deviation,
    tolerance,
    note: '',
  };
}

/** The check of a quantity that should have been computed but could not be. */
export function failed(quantity: string, note: string): QuantityCheck {
  return { quantity, status: 'failed', deviation: null, tolerance: null, note };
}

/** The check of a quantity the engine does not compute. */
export function notCovered(quantity: string, note: string): QuantityCheck {
  return { quantity, status: 'not covered', deviation: null, tolerance: null, note };
}

/** True when any quantity of any case exceeds its tolerance. */
export function reportFailed(report: VerificationReport): boolean {
  return report.cases.some((entry) => entry.checks.some((check) => check.status === 'failed'));
}

/** Number of quantities with each status. */
export function countStatuses(report: VerificationReport): Readonly<Record<CheckStatus, number>> {
  const counts: Record<CheckStatus, number> = { passed: 0, failed: 0, 'not covered': 0 };
  for (const entry of report.cases) for (const check of entry.checks) counts[check.status] += 1;
  return counts;
}

/** The largest deviation of one quantity over all cases that have it. */
export interface WorstDeviation {
  readonly quantity: string;
  /** In how many cases it was compared. */
  readonly cases: number;
  readonly deviation: number;
  /** The deviation as a part of the tolerance of its case; null where nothing is tolerated and nothing deviates. */
  readonly share: number | null;
  readonly caseId: string;
}

/** For each quantity that was compared, the case that comes closest to its tolerance, in the order of first occurrence. */
export function worstByQuantity(report: VerificationReport): readonly WorstDeviation[] {
  const worst = new Map<string, WorstDeviation>();
  for (const { id, checks } of report.cases) {
    for (const { quantity, deviation, tolerance } of checks) {
      if (deviation === null || tolerance === null) continue;
      const share = tolerance > 0 ? deviation / tolerance : deviation > 0 ? Infinity : null;
      const known = worst.get(quantity);
      const cases = (known?.cases ?? 0) + 1;
      // Written so that a NaN counts as worse than any number.
      const isWorse = known === undefined || !((share ?? 0) <= (known.share ?? 0));
      worst.set(quantity, isWorse ? { quantity, cases, deviation, share, caseId: id } : { ...known, cases });
    }
  }
  return [...worst.values()];
}
