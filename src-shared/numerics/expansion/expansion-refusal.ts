import { InvalidInputError } from '../../model/input-problem';

/** A function that cannot be expanded, or not well enough, in words for the user; the caller knows the field. */
export class ExpansionRefusal extends Error {
  constructor(
    readonly reason: string,
    readonly remedy: string,
  ) {
    super(reason);
    this.name = 'ExpansionRefusal';
  }
}

/** What `compute` answers; an ExpansionRefusal becomes an InvalidInputError about `field`. */
export function refusalsAs<T>(field: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof ExpansionRefusal)) throw error;
    throw new InvalidInputError([{ field, cause: error.reason, remedy: error.remedy }]);
  }
}
