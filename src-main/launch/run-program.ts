import { type Command, CommanderError } from 'commander';
import { StorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import { describeInputProblem, InvalidInputError } from '@shared/model/input-problem';

/** Exit code for wrong usage and bad input. */
export const USAGE_ERROR = 2;

/** Makes a program end with `USAGE_ERROR`, a suggestion and a hint at `--help` when it is used wrongly. */
export function withUsageErrors(program: Command): Command {
  return program
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError('Add --help for what is possible.');
}

/**
 * Runs a program and sets the exit code of the process: what the command set, 2 for wrong usage and refused input, 1
 * for anything else that failed. Errors are told in words, without a stack unless they are faults of the program.
 */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed it. Help that was asked for is no error.
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
      return;
    }
    process.exitCode = isRefusal(error) ? USAGE_ERROR : 1;
    console.error(errorText(error));
  }
}

/** What a user reads about an error. */
export function errorText(error: unknown): string {
  if (error instanceof WorkbenchError) {
    const problems = error.problems.map((problem) => `  ${describeInputProblem(problem)}`);
    return [[error.message, error.remedy].map(asSentence).join(' ').trim(), ...problems].join('\n');
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

function isRefusal(error: unknown): boolean {
  return error instanceof InvalidInputError || (error instanceof WorkbenchError && REFUSALS.has(error.code));
}
