import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { removeAbandonedTemporaries, writeFileAtomically } from '@main/files/atomic-write';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import { killChild, startChild } from './child-process';
import { temporaryFolder } from './temporary-folder';

const LENGTH = 1_000_000;

describe('a process killed with SIGKILL while it writes', () => {
  it('leaves a whole file in 20 kills out of 20, and leftovers that can be told and removed', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a');
    const contents: string[] = [];
    for (let kill = 0; kill < 20; kill++) {
      const { child } = await startChild('write-loop.child.ts', path);
      await wait(Math.random() * 30);
      await killChild(child);
      const bytes = await readFile(path);
      const isWhole = bytes.length === LENGTH && bytes.every((byte) => byte === bytes[0]);
      contents.push(isWhole ? 'whole' : `${bytes.length} bytes, not all ${bytes[0]}`);
    }
    expect(contents).toEqual(Array.from({ length: 20 }, () => 'whole'));
    await removeAbandonedTemporaries(folder);
    expect(await readdir(folder)).toEqual(['a']);
  }, 120_000);
});

describe('a temporary file of a process number that is in use', () => {
  it('is left alone while somebody may be writing it, and removed when nobody has for long', async () => {
    const folder = await temporaryFolder();
    // A write that is given up in the middle shows what such a file is called.
    let name = '';
    const spied: FileSystem = {
      ...nodeFileSystem,
      open: (path, flags) => {
        name ||= basename(String(path));
        return nodeFileSystem.open(path, flags);
      },
    };
    await writeFileAtomically(join(folder, 'a'), 'whole', spied);
    const temporary = join(folder, name);
    await writeFile(temporary, 'half');
    await removeAbandonedTemporaries(folder);
    expect(await readdir(folder)).toEqual([name, 'a']);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(temporary, longAgo, longAgo);
    await removeAbandonedTemporaries(folder);
    expect(await readdir(folder)).toEqual(['a']);
  });
});
