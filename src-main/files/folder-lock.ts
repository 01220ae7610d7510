import { randomUUID } from 'node:crypto';
import { readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeFileSystem, type FileSystem } from './file-system';
import { isProcessAlive, processStart } from './living-process';
import { systemCode, toStorageError } from './storage-error';

/** Name of the lock file in a locked folder. */
export const LOCK_FILE = '.lock';

/** The process that holds a lock. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  /** ISO time the lock was taken. */
  readonly since: string;
}

/** A lock that is held. */
export interface FolderLock {
  /**
   * Whether the lock is still this process's own, for example after its folder was away for a while; takes it again
   * where its file is gone. @throws StorageError
   */
  hold(): Promise<boolean>;
  /** Gives the lock back; harmless when called twice or when the lock file is gone. */
  release(): Promise<void>;
}

/** Answer of `acquireFolderLock`; the holder is null where the lock file cannot be understood. */
export type LockAttempt =
  | { readonly kind: 'acquired'; readonly lock: FolderLock }
  | { readonly kind: 'held'; readonly holder: LockHolder | null };

interface LockContent extends LockHolder {
  /** Start of the process (see `processStart`), against reused process ids. */
  readonly processStart: string | null;
  readonly token: string;
}

/** A lock file without content is one being written, or what a process killed in that moment left behind. */
const GRACE_MILLISECONDS = 5000;

const RETRY_MILLISECONDS = 20;
const ROUNDS = 10;

/**
 * Takes the lock of `folder`, or tells who holds it. The lock of a dead process of this host is taken over; that of
 * another host is respected, because nobody here can tell whether its process lives.
 * @throws StorageError when the folder cannot be written.
 */
export async function acquireFolderLock(
  folder: string,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<LockAttempt> {
  const path = join(folder, LOCK_FILE);
  const content: LockContent = {
    host: hostname(),
    pid: process.pid,
    since: new Date().toISOString(),
    processStart: await processStart(process.pid),
    token: randomUUID(),
  };
  // Each round ends here, or a stale lock was removed by this process or is being removed by another.
  for (let round = 0; round < ROUNDS; round++) {
    if (await createLockFile(path, content, fileSystem)) {
      return { kind: 'acquired', lock: heldLock(path, content, fileSystem) };
    }
    const found = await readFile(path, 'utf8').catch(() => null);
    if (found === null) continue;
    const holder = parseLock(found);
    const stale =
      holder === null
        ? await isOlderThanGrace(path)
        : holder.host === hostname() && !(await isProcessAlive(holder.pid, holder.processStart));
    if (!stale) return { kind: 'held', holder };
    await removeStaleLock(path, found);
  }
  return { kind: 'held', holder: parseLock(await readFile(path, 'utf8').catch(() => '')) };
}

function heldLock(path: string, content: LockContent, fileSystem: FileSystem): FolderLock {
  return {
    async hold() {
      const found = await readFile(path, 'utf8').catch(() => null);
      if (found === null) return createLockFile(path, content, fileSystem);
      return parseLock(found)?.token === content.token;
    },
    release: () => releaseLock(path, content.token),
  };
}

async function createLockFile(path: string, content: LockContent, fileSystem: FileSystem): Promise<boolean> {
  let created = false;
  try {
    const handle = await fileSystem.open(path, 'wx');
    created = true;
    try {
      await handle.writeFile(JSON.stringify(content));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (created) await fileSystem.unlink(path).catch(() => undefined);
    throw toStorageError(error, path);
  }
}

function parseLock(text: string): LockContent | null {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof LockContent, unknown>> | null;
    if (value === null || typeof value !== 'object') return null;
    const { host, pid, since, processStart: start, token } = value;
    if (typeof host !== 'string' || typeof since !== 'string' || typeof token !== 'string') return null;
    if (!Number.isInteger(pid) || (pid as number) <= 0) return null;
    return { host, pid: pid as number, since, token, processStart: typeof start === 'string' ? start : null };
  } catch {
    return null;
  }
}

async function isOlderThanGrace(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => null);
  return facts !== null && Date.now() - facts.mtimeMs > GRACE_MILLISECONDS;
}

/**
 * Removes the lock file whose content was judged stale. A second file, which exists only for that moment, keeps others
 * from removing the lock that replaces it.
 */
async function removeStaleLock(path: string, stale: string): Promise<void> {
  const guard = `${path}-takeover`;
  try {
    await writeFile(guard, '', { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw toStorageError(error, path);
    if (await isOlderThanGrace(guard)) await unlink(guard).catch(() => undefined);
    else await wait(RETRY_MILLISECONDS);
    return;
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => null)) === stale) await unlink(path);
  } finally {
    await unlink(guard).catch(() => undefined);
  }
}

async function releaseLock(path: string, token: string): Promise<void> {
  const found = parseLock(await readFile(path, 'utf8').catch(() => ''));
  if (found?.token === token) await unlink(path).catch(() => undefined);
}
