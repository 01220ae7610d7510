import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeCurveIndex, readCurveIndex } from '@main/workbench/runs/curve-index';
import { listRunFiles, runFilePath, sealRun } from '@main/workbench/runs/run-folder';
import { temporaryFolder } from '../files/temporary-folder';
import { exampleRun } from './example-run';

const RECORDS = Array.from({ length: 5 }, (_, seed) => exampleRun(seed));

/** A folder of five runs and the file of their index, written and read again. */
async function indexedFolder() {
  const folder = await temporaryFolder();
  const files = RECORDS.map(({ meta }) => runFilePath(folder, meta.runId));
  for (const record of RECORDS) await sealRun(folder, record);
  for (const file of files) await setTime(file);
  const { index, unindexed } = await listRunFiles(folder);
  expect(unindexed).toBe(5);
  const path = join(folder, 'curves.jsonl');
  await writeFile(path, encodeCurveIndex(index));
  return { folder, path, files };
}

/** Gives a file a time of change that a test can give it again. */
function setTime(file: string): Promise<void> {
  return utimes(file, 1_700_000_000, 1_700_000_000);
}

describe('the index of runs with curves', () => {
  it('tells what the files say, without reading them', async () => {
    const { folder, path, files } = await indexedFolder();
    const { runs: read } = await listRunFiles(folder);
    // What nobody looks at, nobody can read: the same length and time, but no run.
    for (const file of files) {
      await writeFile(file, Buffer.alloc((await stat(file)).size));
      await setTime(file);
    }
    const listing = await listRunFiles(folder, await readCurveIndex(path));
    expect(listing.runs).toEqual(read);
    expect(listing.unindexed).toBe(0);
  });

  it('does not stand for a file that has changed since, or that is not there', async () => {
    const { folder, path, files } = await indexedFolder();
    await writeFile(files[1] ?? '', 'other');
    await sealRun(folder, exampleRun(77));
    const listing = await listRunFiles(folder, await readCurveIndex(path));
    expect(listing.unindexed).toBe(2);
    expect(listing.runs.map(({ runId }) => runId).sort()).toEqual(
      [...RECORDS.filter((_, i) => i !== 1), exampleRun(77)].map(({ meta }) => meta.runId).sort(),
    );
    expect(listing.warnings).toEqual([expect.stringContaining(`${files[1] ?? ''} is damaged`)]);
  });

  it('holds only what is sound in its file', async () => {
    const { path } = await indexedFolder();
    const content = await readFile(path, 'utf8');
    await writeFile(path, content.replace('"finalLoss":0.1', '"finalLoss":0.2'));
    expect((await readCurveIndex(path)).size).toBe(4);
    await writeFile(path, content.slice(0, content.length / 2));
    expect((await readCurveIndex(path)).size).toBeLessThan(4);
    for (const nonsense of ['', '{}', '[]\n', '[[1,2,3]]\nnull', '{"__proto__":1}\n']) {
      await writeFile(path, nonsense);
      expect((await readCurveIndex(path)).size).toBe(0);
    }
    expect((await readCurveIndex(`${path}-none`)).size).toBe(0);
  });
});
