import type { ExpectedValue } from '../model/expectation';
import { deviationInWords, runsInWords } from './in-words';

/** How a study fares at one of its expectations, in words. */
export interface ExpectationReport {
  readonly id: string;
  /** `open` while runs are missing. */
  readonly verdict: 'met' | 'missed' | 'open';
  readonly expected: string;
  /** Empty while it is open. */
  readonly found: string;
  readonly tolerance: string;
  /** Why it is open, or what else must be known of the verdict; mostly empty. */
  readonly note: string;
}

/** A report without the expectation it belongs to. */
export type Report = Omit<ExpectationReport, 'id'>;

/** What is expected, by kind. */
export type ValueOf<Kind extends ExpectedValue['kind']> = Extract<ExpectedValue, { readonly kind: Kind }>;

/** An expectation whose runs are not all there: `sealed` of `wanted` are. */
export function openReport(expected: string, tolerance: string, wanted: number, sealed: number): Report {
  const note = sealed === 0 ? 'not run yet' : `${wanted - sealed} of ${runsInWords(wanted)} missing`;
  return { verdict: 'open', expected, found: '', tolerance, note };
}

/** Tolerances in words. */
export const EXACT = 'exact';

export function absoluteTolerance(tolerance: number): string {
  return `±${deviationInWords(tolerance)}`;
}

export function relativeTolerance(tolerance: number): string {
  return `${deviationInWords(tolerance)} relative`;
}

/** The verdict on what could be measured. */
export function verdictOf(met: boolean): 'met' | 'missed' {
  return met ? 'met' : 'missed';
}
