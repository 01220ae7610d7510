/** Why the file system refused, as far as a user can act on it. */
export type StorageReason = 'full' | 'read-only' | 'name-too-long' | 'missing-folder' | 'other';

/** The file system refused to write: reason, path and what to do, in words. */
export class StorageError extends Error {
  readonly reason: StorageReason;
  readonly path: string;
  /** One sentence: what the user can do. */
  readonly remedy: string;

  constructor(reason: StorageReason, path: string, message: string, remedy: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.reason = reason;
    this.path = path;
    this.remedy = remedy;
  }
}

const REASONS: Readonly<Record<string, Exclude<StorageReason, 'other'>>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENAMETOOLONG: 'name-too-long',
  ENOENT: 'missing-folder',
  ENOTDIR: 'missing-folder',
};

const WORDS: Readonly<Record<Exclude<StorageReason, 'other'>, { said: string; remedy: string }>> = {
  full: { said: 'the disk is full', remedy: 'Free some space on this disk, then try again.' },
  'read-only': {
    said: 'the folder cannot be written',
    remedy: 'Change the permissions of the folder, or save a copy elsewhere.',
  },
  'name-too-long': { said: 'the name is too long', remedy: 'Choose a shorter name.' },
  'missing-folder': {
    said: 'its folder does not exist',
    remedy: 'Create the folder, or choose another one.',
  },
};

/** The system's code of a failed file call, for example `ENOENT`; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The failed write of `path` in words for the user. */
export function toStorageError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const reason = REASONS[systemCode(error) ?? ''];
  if (reason === undefined) {
    const said = error instanceof Error ? error.message : String(error);
    return new StorageError(
      'other',
      path,
      `${path} could not be written: ${said}`,
      'Try again, or save elsewhere.',
      error,
    );
  }
  const { said, remedy } = WORDS[reason];
  return new StorageError(reason, path, `${path} could not be written: ${said}`, remedy, error);
}
