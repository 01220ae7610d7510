import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { LinkSpec } from '@shared/model/link';
import { describeTarget, type TargetDescription } from '@shared/numerics/ladder/describe-target';
import { expandLink } from '@shared/numerics/link/expand-link';
import { linkSymmetries } from '@shared/numerics/link/link-symmetries';
import { describeSymmetries, type SymmetryStatement } from '@shared/numerics/link/symmetry-words';

/** What is known of a link: either everything, or what is wrong with it. */
export interface DescribedLink {
  readonly description: TargetDescription | null;
  /** Symmetries in words; empty while there are problems. */
  readonly symmetries: readonly SymmetryStatement[];
  readonly problems: readonly InputProblem[];
}

/** Describes a link as the user wrote it. Never throws for bad input: what is wrong is in `problems`. */
export function describeLink(link: LinkSpec): DescribedLink {
  try {
    const description = describeTarget(link);
    const symmetries = describeSymmetries(linkSymmetries(description.table));
    return { description, symmetries, problems: [] };
  } catch (error) {
    if (error instanceof InvalidInputError)
      return { description: null, symmetries: [], problems: error.problems };
    throw error;
  }
}

/** A link that is a table already, or stands for one: writing its terms out takes well under a millisecond. */
export type ExactLink = Extract<LinkSpec, { kind: 'hermite' | 'preset' }>;

/** What is wrong with the terms or parameters of an exact link, without describing it. */
export function exactLinkProblems(link: ExactLink): readonly InputProblem[] {
  try {
    expandLink(link);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
}

/**
 * Entries of the largest Hermite tensor, r^degree, up to which a table is described within a few milliseconds: what takes
 * time is the ladder, which unfolds the tensors (theory.md §6).
 */
const QUICK_ENTRIES = 10_000;

/** Whether a link is described so quickly that the page need not wait for a worker. */
export function isQuicklyDescribed(link: LinkSpec): boolean {
  if (link.kind === 'formula' || link.kind === 'neurons') return false;
  try {
    const { r, degree } = expandLink(link);
    return r ** degree <= QUICK_ENTRIES;
  } catch (error) {
    if (error instanceof InvalidInputError) return true;
    throw error;
  }
}
