import type { HermiteTerm } from '@shared/model/link';
import type { RunSpec } from '@shared/model/run';

/**
 * Canonical text of a resolved run: equal texts, equal runs (of one engine version). Fields are sorted, so that specs
 * read from a file and specs resolved here compare equal.
 */
export function runKey(spec: RunSpec): string {
  return canonicalText(spec);
}

/**
 * Canonical text of all that decides how a run goes, as far as it goes: equal texts, equal curves where both have any.
 * Horizon and thresholds are left out: the one ends a run, the others only read plateaus and escapes off it.
 */
export function courseKey(spec: RunSpec): string {
  return canonicalText({ ...spec, horizon: null, thresholds: null });
}

function canonicalText(spec: object): string {
  return JSON.stringify(spec, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/**
 * Coefficients closer than this part of ‖f‖ are the same: a formula is expanded here and where the run is computed, and
 * the elementary functions of the two programs may differ in their last digits.
 */
const COEFFICIENT_TOLERANCE = 1e-12;

/** Whether two specs take the same course (see `courseKey`), up to the rounding of coefficients. */
export function sameCourse(a: RunSpec, b: RunSpec): boolean {
  const bare = (spec: RunSpec): string => courseKey({ ...spec, link: { ...spec.link, terms: [] } });
  return bare(a) === bare(b) && sameTerms(a.link.terms, b.link.terms);
}

function sameTerms(a: readonly HermiteTerm[], b: readonly HermiteTerm[]): boolean {
  const left = new Map(b.map(({ beta, c }) => [beta.join(), c]));
  const norm = Math.hypot(...left.values());
  const isSmall = (c: number): boolean => Math.abs(c) <= COEFFICIENT_TOLERANCE * norm;
  for (const { beta, c } of a) {
    const other = left.get(beta.join()) ?? 0;
    left.delete(beta.join());
    if (!isSmall(c - other)) return false;
  }
  return [...left.values()].every(isSmall);
}
