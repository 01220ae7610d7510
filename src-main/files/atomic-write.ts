import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeFileSystem, type FileSystem } from './file-system';
import { isProcessAlive } from './living-process';
import { systemCode, toStorageError } from './storage-error';

/** Short, so that a name the file system accepts never becomes too long by being written atomically. */
function temporaryName(): string {
  return `.tmp-${hostLabel()}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

function hostLabel(): string {
  return hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 40);
}

/** Errors by which file systems say that a folder cannot be synchronised; the rename itself has happened. */
const FOLDER_SYNC_UNSUPPORTED = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES', 'EBADF']);

async function syncFolder(folder: string, fileSystem: FileSystem): Promise<void> {
  try {
    const handle = await fileSystem.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!FOLDER_SYNC_UNSUPPORTED.has(systemCode(error) ?? '')) throw error;
  }
}

/** What a file is written from: all of it, or piece by piece. */
type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

/**
 * Writes `bytes` to `path` so that at every moment, also after a crash or a power cut, `path` is the old file or the
 * new one, whole: temporary file in the same folder, fsync, rename, fsync of the folder.
 * @throws StorageError; the temporary file is removed and the old file untouched.
 */
export async function writeFileAtomically(
  path: string,
  bytes: FileContent,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, temporaryName());
  try {
    const handle = await fileSystem.open(temporary, 'wx');
    try {
      // Each write goes on where the one before it ended.
      if (typeof bytes === 'string' || bytes instanceof Uint8Array) await handle.writeFile(bytes);
      else for await (const piece of bytes) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fileSystem.rename(temporary, path);
    await syncFolder(folder, fileSystem);
  } catch (error) {
    await fileSystem.unlink(temporary).catch(() => undefined);
    throw toStorageError(error, path);
  }
}

/**
 * Creates `folder` and what is missing above it, durably.
 * @throws StorageError
 */
export async function ensureFolder(folder: string, fileSystem: FileSystem = nodeFileSystem): Promise<void> {
  try {
    const first = await fileSystem.mkdir(folder, { recursive: true });
    if (first !== undefined) await syncFolder(dirname(first), fileSystem);
  } catch (error) {
    throw toStorageError(error, folder);
  }
}

/** Nobody pauses so long in the middle of a file: whoever wrote it is gone, though another has its process number now. */
const LONGEST_PAUSE_MILLISECONDS = 600_000;

/** Removes temporary files in `folder` that processes of this host left behind when they were killed. */
export async function removeAbandonedTemporaries(
  folder: string,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = /^\.tmp-([A-Za-z0-9]*)-(\d+)-[0-9a-f]{12}$/.exec(name) ?? [];
    if (host !== hostLabel()) continue;
    const path = join(folder, name);
    const written = await stat(path).catch(() => null);
    const paused = written === null ? 0 : Date.now() - written.mtimeMs;
    if (paused < LONGEST_PAUSE_MILLISECONDS && (await isProcessAlive(Number(pid), null))) continue;
    await fileSystem.unlink(path).catch(() => undefined);
  }
}
