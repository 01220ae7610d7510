import { StorageError, toStorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import { InvalidInputError } from '@shared/model/input-problem';

/** Any error of a call as the contract's error; what is not foreseen becomes `internal`. */
export function toWorkbenchError(error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  if (error instanceof InvalidInputError) {
    return new WorkbenchError(
      'invalid-input',
      error.message,
      error.problems[0]?.remedy ?? '',
      error.problems,
    );
  }
  if (error instanceof StorageError) return new WorkbenchError('storage', error.message, error.remedy);
  if (isSystemError(error)) {
    const { message, remedy } = toStorageError(error, error.path ?? 'The file');
    return new WorkbenchError('storage', message, remedy);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new WorkbenchError('internal', message, 'This is a fault of Grassflow; your project is saved.');
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
