import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { LinkSpec } from '@shared/model/link';
import { describeTarget, type TargetDescription } from '@shared/numerics/ladder/describe-target';

/** What is known of a link: either everything, or what is wrong with it. */
export interface DescribedLink {
  readonly description: TargetDescription | null;
  readonly problems: readonly InputProblem[];
}

/** Describes a link as the user wrote it. Never throws for bad input: what is wrong is in `problems`. */
export function describeLink(link: LinkSpec): DescribedLink {
  try {
    return { description: describeTarget(link), problems: [] };
  } catch (error) {
    if (error instanceof InvalidInputError) return { description: null, problems: error.problems };
    throw error;
  }
}
