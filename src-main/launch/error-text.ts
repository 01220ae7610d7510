import { StorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import { describeInputProblem, InvalidInputError } from '@shared/model/input-problem';

/** What a user reads about an error. */
export function errorText(error: unknown): string {
  if (error instanceof WorkbenchError) {
    const { message, remedy } = error;
    // Some messages name the problems and their remedies already.
    const problems = error.problems.map(describeInputProblem).filter((problem) => !message.includes(problem));
    const head = [message, message.includes(remedy) ? '' : remedy].map(asSentence).join(' ').trim();
    return [head, ...problems.map((problem) => `  ${problem}`)].join('\n');
  }
  if (error instanceof StorageError) return [error.message, error.remedy].map(asSentence).join(' ');
  if (error instanceof InvalidInputError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The text with a full stop, unless it has one or is empty. */
export function asSentence(text: string): string {
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

const REFUSALS: ReadonlySet<string> = new Set([
  'invalid-input',
  'not-found',
  'not-a-project',
  'newer-schema',
]);

/** Whether an error is the user's to correct: input that was refused, as opposed to a failure. */
export function isRefusal(error: unknown): boolean {
  return error instanceof InvalidInputError || (error instanceof WorkbenchError && REFUSALS.has(error.code));
}
