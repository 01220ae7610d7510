import { type Command, CommanderError } from 'commander';
import { errorText, isRefusal } from './error-text';

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
