import { readFile } from 'node:fs/promises';
import { InvalidInputError } from '@shared/model/input-problem';

/** The JSON in a file. Throws InvalidInputError when it is missing, unreadable or not JSON. */
export async function readJson(path: string): Promise<unknown> {
  const refusal = (cause: string, remedy: string): InvalidInputError =>
    new InvalidInputError([{ field: path, cause, remedy }]);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw refusal(`cannot be read (${reasonOf(error)})`, 'Name an existing file that you may read');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refusal(`is not JSON (${reasonOf(error)})`, 'Correct the file at that place');
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
