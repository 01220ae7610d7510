import type { ListedLink, RunRow } from '../contract/run-listing';
import { InvalidInputError } from '../model/input-problem';
import { hermiteTable } from '../numerics/link/hermite-table';
import { directionExponents } from '../numerics/statistics/escape-times';
import {
  parseRescaling,
  rescaleTimes,
  type Rescaling,
  type RescalingVariables,
} from '../numerics/statistics/rescaling';
import type { Rescale } from './run-curve';

/** A rescaling formula read, or what is wrong with it. */
export type ReadRescaling =
  | { readonly kind: 'rescaling'; readonly rescaling: Rescaling }
  | { readonly kind: 'problem'; readonly cause: string; readonly remedy: string };

/** The formula whose exponent is fitted to a collapse: the user's own where it has a free one, else t/d^a. */
export function fittedFormula({
  text,
  hasFreeExponent,
}: Pick<Rescaling, 'text' | 'hasFreeExponent'>): string {
  return hasFreeExponent ? text : 't/d^a';
}

/** Names a rescaling formula may use, in words. */
export const RESCALING_HELP =
  't time, d dimension, q width, r directions, k information exponent, s exponent of the rung of λₖ, a an exponent to fit';

/** Reads a rescaling formula. */
export function readRescaling(text: string): ReadRescaling {
  try {
    return { kind: 'rescaling', rescaling: parseRescaling(text) };
  } catch (error) {
    return problemOf(error);
  }
}

/** What is wrong with a formula, in words. Throws what is no fault of the formula. */
export function problemOf(error: unknown): Extract<ReadRescaling, { kind: 'problem' }> {
  if (error instanceof InvalidInputError) {
    const [problem] = error.problems;
    if (problem) return { kind: 'problem', cause: problem.cause, remedy: problem.remedy };
  }
  throw error;
}

/** Relative exponents of each link, one per direction; a ladder takes a while to climb. */
const exponents = new WeakMap<ListedLink, readonly number[]>();

function exponentsOf(link: ListedLink): readonly number[] {
  const known = exponents.get(link) ?? directionExponents(hermiteTable(link.r, link.terms));
  exponents.set(link, known);
  return known;
}

/** What a formula may use of a run; `direction` is the number of the singular value that is looked at, null for none. */
export function variablesOf(
  { spec }: RunRow,
  link: ListedLink,
  direction: number | null,
): RescalingVariables {
  const ladder = exponentsOf(link);
  return {
    d: spec.dimension,
    q: spec.studentWidth,
    r: link.r,
    k: ladder[0] ?? null,
    s: direction === null ? null : (ladder[direction - 1] ?? null),
  };
}

/**
 * Rescales the times of runs, an exponent for `a` given; null for a formula that asks for nothing. `direction` is the number
 * of the singular value that is looked at, null for none.
 */
export function rescaleRun(
  rescaling: Rescaling,
  direction: number | null,
  linkOf: (linkId: string) => ListedLink | undefined,
): Rescale | null {
  if (rescaling.text.trim() === 't') return null;
  return (run, t, exponent) => {
    const link = linkOf(run.linkId);
    // Before its exponent is fitted, a formula leaves the curves where they are.
    if (!link || (rescaling.hasFreeExponent && exponent === null)) return t;
    return rescaleTimes(rescaling, variablesOf(run, link, direction), t, exponent);
  };
}

/** Number of the singular value a quantity is (`lambda2`: 2); null for another quantity. */
export function directionOf(quantityId: string): number | null {
  const match = /^lambda(\d+)$/.exec(quantityId);
  return match ? Number(match[1]) : null;
}
