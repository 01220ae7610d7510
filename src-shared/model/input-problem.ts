/** One thing wrong with an input, in words a user can act on. */
export interface InputProblem {
  /** Where: a field of the document, for example `link.terms[2].beta`. */
  readonly field: string;
  /** What is wrong with the value that was given. */
  readonly cause: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Input refused at a border (document, command line, message). Carries every problem found, not only the first. */
export class InvalidInputError extends Error {
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(describeInputProblem).join('\n'));
    this.name = 'InvalidInputError';
    this.problems = problems;
  }
}

/** The problem as one sentence: field, cause, remedy. */
export function describeInputProblem(problem: InputProblem): string {
  return `${problem.field}: ${problem.cause}. ${problem.remedy}.`;
}
