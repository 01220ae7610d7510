import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleFolder, listExamples } from '@main/workbench/examples/examples';
import { regenerateExample } from '@main/workbench/examples/regenerate-example';
import { listRunFiles } from '@main/workbench/runs/run-folder';
import type { RunMeta } from '@shared/model/run';
import { temporaryFolder } from '../files/temporary-folder';
import { inProcessPool } from './solver-pools';

const examples = resolve(import.meta.dirname, '../../resources/examples');
const tour = exampleFolder(examples, 'tour');

/** Paths of the files below a folder, relative to it. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return files.map((path) => path.slice(folder.length + 1)).sort();
}

/** Digest of every file in a folder, by its path there. */
async function contents(folder: string): Promise<Record<string, string>> {
  const digests = (await filesBelow(folder)).map(async (path) => {
    const bytes = await readFile(join(folder, path));
    return [path, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

const ids = (await listExamples(examples)).map(({ id }) => id);

describe('the shipped examples', () => {
  it('are at least eight studies, the Tour first, each with a question, a cover and something to check', async () => {
    const listed = await listExamples(examples);
    expect(listed.length).toBeGreaterThanOrEqual(8);
    expect(listed[0]?.id).toBe('tour');
    for (const example of listed) {
      expect(example.question.length, example.id).toBeGreaterThan(200);
      expect(example.question.length, example.id).toBeLessThan(900);
      expect(example.cover, example.id).toMatch(/^<svg [^>]*>\n(<polyline [^>]*\/>\n)+<\/svg>\n$/);
      expect(example.expectationCount, example.id).toBeGreaterThan(2);
    }
  });

  it.each(ids)('%s is shipped as this engine computes it, byte for byte', async (id) => {
    const folder = exampleFolder(await temporaryFolder(), id);
    await cp(exampleFolder(examples, id), folder, { recursive: true });
    await rm(join(folder, 'runs'), { recursive: true });
    await regenerateExample(folder, inProcessPool());
    expect(await contents(folder)).toEqual(await contents(exampleFolder(examples, id)));
  });

  it('take a few megabytes together', async () => {
    const sizes = (await filesBelow(examples)).map(async (path) => (await stat(join(examples, path))).size);
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThan(4e6);
  });
});

describe('regenerating an example', () => {
  it('leaves the folder alone when a run fails', async () => {
    const folder = exampleFolder(await temporaryFolder(), 'tour');
    await cp(tour, folder, { recursive: true });
    const before = await contents(folder);
    const failing = {
      ...inProcessPool(),
      run: () => ({
        end: Promise.resolve({ kind: 'failed', reason: 'lost', message: 'Gone.', outputTail: '' } as const),
        onStart: () => undefined,
        cancel: () => undefined,
        pause: () => undefined,
        resume: () => undefined,
        step: () => undefined,
      }),
    };
    await expect(regenerateExample(folder, failing)).rejects.toThrow('Gone.');
    expect(await contents(folder)).toEqual(before);
    expect(await readdir(join(folder, '..'))).toEqual(['tour.grassflow']);
  });
});

describe('the Tour', () => {
  /** The shipped run of a flow of an experiment of the Tour. */
  async function shippedRun(seed: number, flow: 'planted' | 'two-timescale'): Promise<RunMeta> {
    const { runs } = await listRunFiles(join(tour, 'runs'));
    const run = runs.find(
      ({ spec }) => spec.start.kind === 'haar' && spec.start.seed === seed && spec.flow.kind === flow,
    );
    if (run === undefined) throw new Error(`no ${flow} run from seed ${seed}`);
    return run;
  }

  const escapes = (run: RunMeta): number[] =>
    run.events.flatMap((event) =>
      event.kind === 'overlap-crossing' && event.direction === 'up' ? [event.t] : [],
    );

  it('shows four plateaus of the two-timescale flow and three escapes, each far behind the one before', async () => {
    const run = await shippedRun(3, 'two-timescale');
    expect(run.plateaus.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    const times = escapes(run);
    expect(times).toHaveLength(3);
    expect(Math.min(...times.slice(1).map((t, i) => t / (times[i] ?? NaN)))).toBeGreaterThan(10);
  });

  it('shows the planted flow climbing faster from the same start', async () => {
    const [planted, twoTimescale] = [await shippedRun(3, 'planted'), await shippedRun(3, 'two-timescale')];
    expect(escapes(planted)).toHaveLength(3);
    for (const [i, t] of escapes(planted).entries()) expect(t).toBeLessThan(escapes(twoTimescale)[i] ?? 0);
  });
});
