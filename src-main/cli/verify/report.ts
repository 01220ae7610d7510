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
