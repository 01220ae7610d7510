import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import { setAside } from '@main/files/set-aside';
import { fullFileSystem, systemError, unwritableFileSystem } from './failing-file-system';
import { temporaryFolder } from './temporary-folder';

describe('writeFileAtomically', () => {
  it('writes new files and replaces old ones, leaving nothing else', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a.json');
    await writeFileAtomically(path, 'first');
    await writeFileAtomically(path, new TextEncoder().encode('second'));
    expect(await readFile(path, 'utf8')).toBe('second');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('synchronises the file before it is renamed and the folder after', async () => {
    const folder = await temporaryFolder();
    const calls: string[] = [];
    const watching: FileSystem = {
      ...nodeFileSystem,
      open: async (path, flags, mode) => {
        const handle = await nodeFileSystem.open(path, flags, mode);
        const sync = handle.sync.bind(handle);
        handle.sync = () => {
          calls.push(path === folder ? 'sync folder' : 'sync file');
          return sync();
        };
        return handle;
      },
      rename: (from, to) => {
        calls.push('rename');
        return nodeFileSystem.rename(from, to);
      },
    };
    await writeFileAtomically(join(folder, 'a'), 'x', watching);
    expect(calls).toEqual(['sync file', 'rename', 'sync folder']);
  });

  it('keeps the old file whole and removes its own when the disk is full (simulated)', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a');
    await writeFile(path, 'old');
    await expect(writeFileAtomically(path, 'a longer new text', fullFileSystem())).rejects.toMatchObject({
      reason: 'full',
      path,
      message: expect.stringContaining('the disk is full'),
      remedy: expect.stringContaining('Free some space'),
    });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('keeps the old file when the rename fails', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a');
    await writeFile(path, 'old');
    const failing = { ...nodeFileSystem, rename: () => Promise.reject(systemError('EIO')) };
    await expect(writeFileAtomically(path, 'new', failing)).rejects.toMatchObject({ reason: 'other' });
    expect(await readdir(folder)).toEqual(['a']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it.each([
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
  ] as const)('names the cause of %s (simulated)', async (code, reason) => {
    const folder = await temporaryFolder();
    const write = writeFileAtomically(join(folder, 'a'), 'x', unwritableFileSystem(code));
    await expect(write).rejects.toMatchObject({
      reason,
      message: expect.stringContaining('cannot be written'),
    });
  });

  it('names a missing folder, a file in place of a folder, and a name too long', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(writeFileAtomically(join(folder, 'gone', 'a'), 'x')).rejects.toMatchObject({
      reason: 'missing-folder',
    });
    await expect(writeFileAtomically(join(folder, 'file', 'a'), 'x')).rejects.toMatchObject({
      reason: 'missing-folder',
    });
    await expect(writeFileAtomically(join(folder, 'n'.repeat(300)), 'x')).rejects.toMatchObject({
      reason: 'name-too-long',
    });
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('accepts the longest name the file system accepts', async () => {
    const folder = await temporaryFolder();
    const name = 'n'.repeat(255);
    await writeFileAtomically(join(folder, name), 'x');
    expect(await readdir(folder)).toEqual([name]);
  });

  it('leaves one whole file when many writers race', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a');
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(10_000));
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['a']);
  });
});

describe('ensureFolder', () => {
  it('makes what is missing and accepts what is there', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b');
    await ensureFolder(folder);
    await ensureFolder(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says why it cannot', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(ensureFolder(join(folder, 'file', 'b'))).rejects.toMatchObject({ reason: 'missing-folder' });
  });
});

describe('setAside', () => {
  it('never overwrites what was set aside before', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a');
    for (const text of ['1', '2', '3']) {
      await writeFile(path, text);
      await setAside(path);
    }
    expect((await readdir(folder)).sort()).toEqual(['a.broken', 'a.broken-2', 'a.broken-3']);
    expect(await readFile(`${path}.broken`, 'utf8')).toBe('1');
    expect(await readFile(`${path}.broken-3`, 'utf8')).toBe('3');
  });
});
