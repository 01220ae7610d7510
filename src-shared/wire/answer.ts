import { WorkbenchError, type WorkbenchErrorData } from '../contract/errors';
import type { Answer } from './messages';
import { isPlainObject } from './plain-data';

/** An error as it travels: a WorkbenchError whole, anything else as `internal` with its message. */
export function errorAnswer(error: unknown): Answer {
  const known =
    error instanceof WorkbenchError
      ? error
      : new WorkbenchError('internal', error instanceof Error ? error.message : String(error));
  return { ok: false, error: known.toData() };
}

/** The value of an answer. Throws its WorkbenchError, or `protocol` when `answer` is no answer at all. */
export function readAnswer(answer: unknown): unknown {
  if (isPlainObject(answer)) {
    if (answer['ok'] === true) return answer['value'];
    if (answer['ok'] === false && isErrorData(answer['error']))
      throw WorkbenchError.fromData(answer['error']);
  }
  throw new WorkbenchError('protocol', 'The workbench sent an answer that cannot be read.');
}

function isErrorData(value: unknown): value is WorkbenchErrorData {
  return (
    isPlainObject(value) &&
    typeof value['code'] === 'string' &&
    typeof value['message'] === 'string' &&
    typeof value['remedy'] === 'string' &&
    Array.isArray(value['problems'])
  );
}
