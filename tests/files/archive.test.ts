import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openArchive } from '@main/files/archive/read-archive';
import { writeArchive } from '@main/files/archive/write-archive';
import { temporaryFolder } from './temporary-folder';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A zip file with any names and attributes. */
async function zipOf(files: Zippable, change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) {
  const path = join(await temporaryFolder(), 'packed.zip');
  await writeFile(path, change(zipSync(files)));
  return path;
}

/** Where the table of contents of a zip without a comment begins. */
const directoryOf = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 6, true);

async function readAll(path: string): Promise<Record<string, Uint8Array>> {
  const archive = await openArchive(path);
  try {
    const files = archive.entries.map(
      async (entry) => [entry.name, new Uint8Array(await buffer(await archive.read(entry)))] as const,
    );
    return Object.fromEntries(await Promise.all(files));
  } finally {
    archive.close();
  }
}

describe('an archive', () => {
  it('brings back what was put into it, from memory and from files, and equal files give equal bytes', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'run.npz'), new Uint8Array(100_000).fill(7));
    const name = fc.stringMatching(/^[a-z][a-z0-9 é_-]{0,8}$/).filter((part) => !part.endsWith(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(name, fc.uint8Array()), { selector: ([key]) => key }),
        async (files) => {
          const [one, other] = [join(folder, 'one.zip'), join(folder, 'other.zip')];
          const listed = [
            ...files.map(([key, content]) => ({ name: `study/${key}`, content })),
            { name: 'study/runs/a.npz', content: join(folder, 'run.npz') },
          ];
          await writeArchive(one, listed);
          await writeArchive(other, listed);
          expect(await readFile(one)).toEqual(await readFile(other));
          const read = await readAll(one);
          expect(Object.keys(read)).toEqual(listed.map((file) => file.name));
          for (const [key, content] of files) expect(read[`study/${key}`]).toEqual(new Uint8Array(content));
          expect(read['study/runs/a.npz']).toEqual(new Uint8Array(100_000).fill(7));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves nothing behind when a file cannot be read', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'packed.zip');
    const files = [{ name: 'a', content: join(folder, 'missing') }];
    await expect(writeArchive(path, files)).rejects.toMatchObject({ name: 'StorageError' });
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('an archive that is refused', () => {
  it.each([
    ['climbs out', '../evil'],
    ['climbs out from inside', 'study/../../evil'],
    ['is absolute', '/etc/evil'],
    ['names a drive', 'C:/evil'],
    ['has backslashes', '..\\evil'],
  ])('holds a name that %s', async (_name, entry) => {
    await expect(openArchive(await zipOf({ [entry]: text('x') }))).rejects.toThrow(/name|path|characters/i);
  });

  it.each([
    ['by case', { 'a/B': text('1'), 'a/b': text('2') }],
    ['by composition', { '\u00e9': text('1'), 'e\u0301': text('2') }],
  ])('holds two names that are one elsewhere, %s', async (_name, files) => {
    await expect(openArchive(await zipOf(files as Zippable))).rejects.toThrow('twice');
  });

  it('holds a link', async () => {
    const link: Zippable = { link: [text('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] };
    await expect(openArchive(await zipOf(link))).rejects.toThrow('is a link');
  });

  it('grows out of proportion', async () => {
    const zeros = new Uint8Array(2 ** 27);
    await expect(openArchive(await zipOf({ zeros: [zeros, { level: 9 }] }))).rejects.toThrow('would grow');
  });

  it('shares the bytes of a file among many', async () => {
    const path = await zipOf({ a: [text('x'.repeat(1000)), { level: 0 }] }, (bytes) => {
      const start = directoryOf(bytes);
      const record = bytes.slice(start, bytes.length - 22);
      const copies = Array.from({ length: 20 }, (_, i) => {
        const copy = record.slice();
        copy[46] = 'a'.charCodeAt(0) + i;
        return copy;
      });
      const end = bytes.slice(bytes.length - 22);
      const view = new DataView(end.buffer);
      view.setUint16(8, copies.length, true);
      view.setUint16(10, copies.length, true);
      view.setUint32(12, copies.length * record.length, true);
      return Buffer.concat([bytes.subarray(0, start), ...copies, end]);
    });
    await expect(openArchive(path)).rejects.toThrow('share their bytes');
  });

  it('is encrypted', async () => {
    const path = await zipOf({ a: text('x') }, (bytes) => {
      bytes[directoryOf(bytes) + 8] = 1;
      return bytes;
    });
    await expect(openArchive(path)).rejects.toThrow('encrypted');
  });

  it.each([
    ['is empty', new Uint8Array()],
    ['is no zip', text('not a zip at all')],
    ['is cut off', zipSync({ a: text('x'.repeat(5000)) }).subarray(0, -30)],
  ])('%s', async (_name, bytes) => {
    const path = join(await temporaryFolder(), 'packed.zip');
    await writeFile(path, bytes);
    await expect(openArchive(path)).rejects.toMatchObject({ name: 'RefusedArchiveError' });
  });
});

describe('a file of an archive', () => {
  const stored: Zippable = { a: [text('the numbers of a run'), { level: 0 }] };

  it('that was changed is noticed', async () => {
    const path = await zipOf(stored, (bytes) => {
      bytes[35] = (bytes[35] ?? 0) ^ 1;
      return bytes;
    });
    await expect(readAll(path)).rejects.toThrow('checksum');
  });

  it('that is longer or shorter than announced is noticed', async () => {
    for (const difference of [1, -1]) {
      const path = await zipOf({ a: [text('x'.repeat(5000)), { level: 9 }] }, (bytes) => {
        const view = new DataView(bytes.buffer, bytes.byteOffset);
        view.setUint32(directoryOf(bytes) + 24, 5000 + difference, true);
        return bytes;
      });
      await expect(readAll(path)).rejects.toMatchObject({ name: 'RefusedArchiveError' });
    }
  });

  it('never brings anything but what was put in, whatever byte is changed', async () => {
    const whole = zipSync({
      'study/a.json': text('{"x":1}'),
      'study/b': [text('y'.repeat(50)), { level: 9 }],
    });
    const folder = await temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const path = join(folder, 'changed.zip');
        await writeFile(
          path,
          whole.map((byte, i) => (i === at ? byte ^ flip : byte)),
        );
        const read = await readAll(path).catch((error: unknown) => {
          expect(error).toMatchObject({ name: 'RefusedArchiveError' });
          return {};
        });
        for (const content of Object.values(read)) {
          expect(['{"x":1}', 'y'.repeat(50)]).toContain(Buffer.from(content).toString());
        }
      }),
      { numRuns: 300 },
    );
  });
});
