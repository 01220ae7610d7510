import * as fs from 'node:fs/promises';

/** The calls by which Grassflow changes a disk; tests hand in one that fails as a full or a read-only disk does. */
export type FileSystem = Pick<typeof fs, 'open' | 'rename' | 'rm' | 'mkdir' | 'unlink'>;

/** The disk itself. */
export const nodeFileSystem: FileSystem = fs;
