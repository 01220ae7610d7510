import type { RunRow } from '@shared/contract/run-listing';
import { InvalidInputError } from '@shared/model/input-problem';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import {
  parseRescaling,
  type Rescaling,
  type RescalingVariables,
} from '@shared/numerics/statistics/rescaling';
import type { ListedLink } from '../stores/run-table';

/** A rescaling formula read, or what is wrong with it. */
export type ReadRescaling =
  | { readonly kind: 'rescaling'; readonly rescaling: Rescaling }
  | { readonly kind: 'problem'; readonly cause: string; readonly remedy: string };

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

/** Relative exponents of each link along its ladder, one per direction. */
const exponents = new WeakMap<ListedLink, readonly number[]>();

/** The exponent of each direction of a link, in the order in which they are learned. */
export function ladderExponents(link: ListedLink): readonly number[] {
  const known = exponents.get(link);
  if (known !== undefined) return known;
  const { rungs } = saddleLadder(hermiteTable(link.r, link.terms));
  const found = rungs.flatMap(({ exponent, dimensionBefore, dimensionAfter }) =>
    Array.from({ length: dimensionAfter - dimensionBefore }, () => exponent),
  );
  exponents.set(link, found);
  return found;
}

/** What a formula may use of a run; `direction` is the number of the singular value that is looked at, null for none. */
export function variablesOf(
  { spec }: RunRow,
  link: ListedLink,
  direction: number | null,
): RescalingVariables {
  const ladder = ladderExponents(link);
  return {
    d: spec.dimension,
    q: spec.studentWidth,
    r: link.r,
    k: ladder[0] ?? null,
    s: direction === null ? null : (ladder[direction - 1] ?? null),
  };
}
