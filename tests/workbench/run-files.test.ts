import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNpz, encodeNpz } from '@main/files/npz/npz';
import type { NpzArray } from '@main/files/npz/npy';
import { nodeFileSystem } from '@main/files/file-system';
import { DamagedRunError, decodeRun, encodeRun, recordOfRun } from '@main/workbench/runs/run-file';
import { listRunFiles, readRunFile, runFilePath, sealRun } from '@main/workbench/runs/run-folder';
import { fullFileSystem } from '../files/failing-file-system';
import { temporaryFolder } from '../files/temporary-folder';
import { EXAMPLE_OUTCOME, EXAMPLE_SPEC, exampleRun } from './example-run';

const anyDouble = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0));
const doubles = (length: number): fc.Arbitrary<Float64Array> =>
  fc.array(anyDouble, { minLength: length, maxLength: length }).map((values) => new Float64Array(values));

const samples = fc.integer({ min: 0, max: 5 }).chain((n) =>
  fc.record({
    t: doubles(n),
    loss: doubles(n),
    gradientNorm: doubles(n),
    singularValues: doubles(2 * n),
    overlap: doubles(6 * n),
  }),
);

/** The file of the example run with one member replaced. */
function withMember(name: string, member: NpzArray | Uint8Array): Uint8Array {
  return encodeNpz(new Map([...decodeNpz(encodeRun(exampleRun())), [name, member]]));
}

function withMeta(change: (meta: Record<string, unknown>) => void): Uint8Array {
  const member = decodeNpz(encodeRun(exampleRun())).get('meta.json');
  const meta = JSON.parse(new TextDecoder().decode(member as Uint8Array)) as Record<string, unknown>;
  change(meta);
  return withMember('meta.json', new TextEncoder().encode(JSON.stringify(meta)));
}

describe('a run as a file', () => {
  it('comes back whole, every bit of its samples', () => {
    fc.assert(
      fc.property(samples, (drawn) => {
        const record = recordOfRun(EXAMPLE_SPEC, EXAMPLE_OUTCOME, drawn);
        const decoded = decodeRun(encodeRun(record));
        expect(decoded.meta).toEqual(record.meta);
        for (const field of ['t', 'loss', 'gradientNorm', 'singularValues', 'overlap'] as const) {
          // toEqual holds −0 and 0, and all NaN, for different or equal as Object.is does.
          expect(decoded.samples[field]).toEqual(drawn[field]);
        }
      }),
    );
  });

  it('has the arrays NumPy users read, with their shapes', () => {
    const members = decodeNpz(encodeRun(exampleRun()));
    const shapes = [...members].map(([name, member]) => [
      name,
      member instanceof Uint8Array ? null : member.shape,
    ]);
    expect(shapes).toEqual([
      ['meta.json', null],
      ['t', [2]],
      ['loss', [2]],
      ['gradient_norm', [2]],
      ['singular_values', [2, 2]],
      ['overlap', [2, 2, 3]],
    ]);
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a cut file', () => encodeRun(exampleRun()).slice(0, -30), /cut off/],
    [
      'a missing array',
      () => encodeNpz(new Map([...decodeNpz(encodeRun(exampleRun()))].slice(0, 3))),
      /missing/,
    ],
    [
      'another array',
      () => withMember('loss', { shape: [2], values: new Float64Array([0.5, 0.6]) }),
      /checksum/,
    ],
    [
      'another shape',
      () => withMember('loss', { shape: [1], values: new Float64Array([0.5]) }),
      /expected 2/,
    ],
    [
      'another spec',
      () => withMeta((meta) => (meta.spec = { ...EXAMPLE_SPEC, horizon: 2e6 })),
      /id does not belong/,
    ],
    ['another engine', () => withMeta((meta) => (meta.engineVersion = '0')), /id does not belong/],
    ['no checksums', () => withMeta((meta) => delete meta.checksums), /no checksums/],
    ['an unknown stop reason', () => withMeta((meta) => (meta.stopReason = 'bored')), /stopReason/],
    ['a meta file that is no JSON', () => withMember('meta.json', new Uint8Array([123])), /JSON/],
    ['a meta file that is null', () => withMember('meta.json', new TextEncoder().encode('null')), /./],
  ])('is refused with %s', (_, bytes, message) => {
    expect(() => decodeRun(bytes())).toThrow(DamagedRunError);
    expect(() => decodeRun(bytes())).toThrow(message);
  });

  it('is not written with samples that do not fit its spec', () => {
    const record = exampleRun();
    const bad = { ...record, samples: { ...record.samples, overlap: new Float64Array(5) } };
    expect(() => encodeRun(bad)).toThrow(RangeError);
  });
});

describe('the folder of runs', () => {
  it('seals a run once; the same numbers again change nothing', async () => {
    const folder = await temporaryFolder();
    const record = exampleRun();
    const path = runFilePath(folder, record.meta.runId);
    expect(await readRunFile(folder, record.meta.runId)).toBeNull();
    await sealRun(folder, record);
    const failing = { ...nodeFileSystem, open: () => Promise.reject(new Error('nothing may be written')) };
    await sealRun(folder, record, failing);
    expect(await readRunFile(folder, record.meta.runId)).toEqual(record);
    expect(path).toBe(join(folder, record.meta.runId.slice(0, 2), `${record.meta.runId}.npz`));
  });

  it('refuses other numbers for the same run and keeps the first', async () => {
    const folder = await temporaryFolder();
    await sealRun(folder, exampleRun(7, 0.5));
    await expect(sealRun(folder, exampleRun(7, 0.6))).rejects.toThrow(/not reproducible/);
    expect(await readRunFile(folder, exampleRun().meta.runId)).toEqual(exampleRun(7, 0.5));
  });

  it('replaces a damaged file and keeps it as .broken', async () => {
    const folder = await temporaryFolder();
    const record = exampleRun();
    const path = runFilePath(folder, record.meta.runId);
    await sealRun(folder, record);
    await writeFile(path, 'half');
    await expect(readRunFile(folder, record.meta.runId)).rejects.toMatchObject({ code: 'not-a-project' });
    await sealRun(folder, record);
    expect(await readRunFile(folder, record.meta.runId)).toEqual(record);
    expect(await readFile(`${path}.broken`, 'utf8')).toBe('half');
  });

  it('leaves nothing behind when the disk is full (simulated)', async () => {
    const folder = await temporaryFolder();
    const record = exampleRun();
    await expect(sealRun(folder, record, fullFileSystem())).rejects.toMatchObject({ reason: 'full' });
    expect(await readdir(dirname(runFilePath(folder, record.meta.runId)))).toEqual([]);
  });

  it('lists sound runs and names damaged and misplaced ones', async () => {
    const folder = await temporaryFolder();
    expect(await listRunFiles(folder)).toMatchObject({ runs: [], warnings: [] });
    const records = Array.from({ length: 20 }, (_, seed) => exampleRun(seed));
    for (const record of records) await sealRun(folder, record);
    const [cut, misplaced] = [exampleRun(0), exampleRun(1)].map(({ meta }) =>
      runFilePath(folder, meta.runId),
    );
    await writeFile(cut ?? '', (await readFile(cut ?? '')).subarray(0, 100));
    await writeFile(misplaced ?? '', encodeRun(exampleRun(2)));
    await writeFile(join(dirname(cut ?? ''), 'notes.txt'), 'mine');
    const { runs, warnings } = await listRunFiles(folder);
    expect(runs.map(({ runId }) => runId).sort()).toEqual(
      records
        .slice(2)
        .map(({ meta }) => meta.runId)
        .sort(),
    );
    expect(warnings).toHaveLength(2);
    for (const path of [cut, misplaced]) expect(warnings.join('\n')).toContain(`${path} is damaged`);
  });
});
