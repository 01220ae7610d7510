import { access } from 'node:fs/promises';
import { nodeFileSystem, type FileSystem } from './file-system';
import { toStorageError } from './storage-error';

/**
 * Renames an unreadable file to `<path>.broken` (or `.broken-2`, …, the first free name), so that a good one can take
 * its place and nothing is lost. Answers the new path.
 * @throws StorageError
 */
export async function setAside(path: string, fileSystem: FileSystem = nodeFileSystem): Promise<string> {
  for (let count = 1; ; count++) {
    const kept = count === 1 ? `${path}.broken` : `${path}.broken-${count}`;
    const taken = await access(kept).then(
      () => true,
      () => false,
    );
    if (taken) continue;
    try {
      await fileSystem.rename(path, kept);
    } catch (error) {
      throw toStorageError(error, path);
    }
    return kept;
  }
}
