import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireFolderLock, LOCK_FILE, type LockAttempt } from '@main/files/folder-lock';
import { killChild, startChild } from './child-process';
import { fullFileSystem, unwritableFileSystem } from './failing-file-system';
import { temporaryFolder } from './temporary-folder';

async function release(attempt: LockAttempt): Promise<void> {
  if (attempt.kind !== 'acquired') throw new Error('the lock is held by another');
  await attempt.lock.release();
}

async function writeLock(folder: string, content: object): Promise<void> {
  const since = '2026-01-01T00:00:00.000Z';
  await writeFile(
    join(folder, LOCK_FILE),
    JSON.stringify({ since, processStart: null, token: 't', ...content }),
  );
}

describe('acquireFolderLock', () => {
  it('is held once, told to the second, and free again after release', async () => {
    const folder = await temporaryFolder();
    const first = await acquireFolderLock(folder);
    expect(await acquireFolderLock(folder)).toMatchObject({
      kind: 'held',
      holder: { host: hostname(), pid: process.pid },
    });
    await release(first);
    await release(await acquireFolderLock(folder));
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to exactly one of many that ask at the same time', async () => {
    const folder = await temporaryFolder();
    const attempts = await Promise.all(Array.from({ length: 20 }, () => acquireFolderLock(folder)));
    expect(attempts.filter(({ kind }) => kind === 'acquired')).toHaveLength(1);
  });

  it('goes to exactly one of many that find it stale at the same time', async () => {
    const folder = await temporaryFolder();
    await writeLock(folder, { host: hostname(), pid: 2 ** 22 + 1 });
    const attempts = await Promise.all(Array.from({ length: 20 }, () => acquireFolderLock(folder)));
    expect(attempts.filter(({ kind }) => kind === 'acquired')).toHaveLength(1);
    expect(await readdir(folder)).toEqual([LOCK_FILE]);
  });

  it('respects another process of this host while it lives, and takes over when it was killed', async () => {
    const folder = await temporaryFolder();
    const { child, first } = await startChild('hold-lock.child.ts', folder);
    expect(first).toBe('acquired');
    expect(await acquireFolderLock(folder)).toMatchObject({ kind: 'held', holder: { pid: child.pid } });
    await killChild(child);
    expect(await readdir(folder)).toEqual([LOCK_FILE]);
    await release(await acquireFolderLock(folder));
  });

  it.runIf(process.platform === 'linux')(
    'takes over from a process whose id another process has now',
    async () => {
      const folder = await temporaryFolder();
      await writeLock(folder, { host: hostname(), pid: process.pid, processStart: '1' });
      await release(await acquireFolderLock(folder));
    },
  );

  it('respects a lock of another host, even of a process that does not exist here', async () => {
    const folder = await temporaryFolder();
    await writeLock(folder, { host: 'atlas.invalid', pid: 2 ** 22 + 1 });
    expect(await acquireFolderLock(folder)).toMatchObject({
      kind: 'held',
      holder: { host: 'atlas.invalid' },
    });
  });

  it.each(['', '{"host":', '[1]', '{"host":"h","pid":-1,"since":"","token":""}'])(
    'respects the unreadable lock %j while it may be in writing, and takes over later',
    async (content) => {
      const folder = await temporaryFolder();
      const path = join(folder, LOCK_FILE);
      await writeFile(path, content);
      expect(await acquireFolderLock(folder)).toEqual({ kind: 'held', holder: null });
      const longAgo = new Date('2020-01-01');
      await utimes(path, longAgo, longAgo);
      await release(await acquireFolderLock(folder));
    },
  );

  it('does not release a lock that has become another’s', async () => {
    const folder = await temporaryFolder();
    const attempt = await acquireFolderLock(folder);
    await writeLock(folder, { host: 'atlas.invalid', pid: 1 });
    await release(attempt);
    expect(await readFile(join(folder, LOCK_FILE), 'utf8')).toContain('atlas.invalid');
  });

  it('says why a folder cannot be locked, and leaves no empty lock (simulated disks)', async () => {
    const folder = await temporaryFolder();
    await expect(acquireFolderLock(folder, unwritableFileSystem('EROFS'))).rejects.toMatchObject({
      reason: 'read-only',
    });
    await expect(acquireFolderLock(folder, fullFileSystem())).rejects.toMatchObject({ reason: 'full' });
    expect(await readdir(folder)).toEqual([]);
  });
});
