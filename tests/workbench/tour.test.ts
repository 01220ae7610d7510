import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateTour } from '@main/workbench/examples/generate-tour';
import { TOUR } from '@main/workbench/examples/tour-study';
import { listRunFiles } from '@main/workbench/runs/run-folder';
import type { RunMeta } from '@shared/model/run';
import { temporaryFolder } from '../files/temporary-folder';
import { inProcessPool } from './solver-pools';

const shipped = resolve(import.meta.dirname, '../../resources/examples/tour.grassflow');

/** Digest of every file in a folder, by its path there. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => {
      const digest = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      return [path.slice(folder.length + 1), digest];
    }),
  );
  return Object.fromEntries(files) as Record<string, string>;
}

/** The shipped run of a flow of an experiment of the Tour. */
async function shippedRun(seed: number, flow: 'planted' | 'two-timescale'): Promise<RunMeta> {
  const { runs } = await listRunFiles(join(shipped, 'runs'));
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

describe('the Tour', () => {
  it('is shipped as this engine computes it, byte for byte', async () => {
    const folder = join(await temporaryFolder(), 'tour.grassflow');
    await generateTour(folder, inProcessPool());
    expect(await contents(folder)).toEqual(await contents(shipped));
    // Replaces what was there.
    await generateTour(folder, inProcessPool());
    expect(await readdir(join(folder, '..'))).toEqual(['tour.grassflow']);
  });

  it('leaves an existing folder alone when a run fails', async () => {
    const folder = await temporaryFolder();
    const failing = {
      ...inProcessPool(),
      run: () => ({
        end: Promise.resolve({ kind: 'failed', reason: 'lost', message: 'Gone.', outputTail: '' } as const),
        onStart: () => undefined,
        cancel: () => undefined,
        pause: () => undefined,
        resume: () => undefined,
      }),
    };
    await generateTour(join(folder, 'tour.grassflow'), inProcessPool());
    const before = await contents(folder);
    await expect(generateTour(join(folder, 'tour.grassflow'), failing)).rejects.toThrow('Gone.');
    expect(await contents(folder)).toEqual(before);
  });

  it('shows the ladder: plateaus at 1/2, 1/3, 1/6 and three escapes for the two-timescale flow', async () => {
    const run = await shippedRun(3, 'two-timescale');
    expect(run.plateaus.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    const losses = run.plateaus.map(({ loss }) => loss);
    for (const [i, expected] of [1 / 2, 1 / 3, 1 / 6, 0].entries())
      expect(losses[i]).toBeCloseTo(expected, 2);
    const times = escapes(run);
    expect(times).toHaveLength(3);
    expect(Math.min(...times.slice(1).map((t, i) => t / (times[i] ?? NaN)))).toBeGreaterThan(10);
  });

  it('shows the planted flow climbing faster from the same start', async () => {
    const [planted, twoTimescale] = [await shippedRun(3, 'planted'), await shippedRun(3, 'two-timescale')];
    expect(escapes(planted)).toHaveLength(3);
    for (const [i, t] of escapes(planted).entries()) expect(t).toBeLessThan(escapes(twoTimescale)[i] ?? 0);
  });

  it('shows the trap: the planted flow stops at loss 1/2 where the two-timescale flow reaches 0', async () => {
    const [planted, twoTimescale] = [await shippedRun(4, 'planted'), await shippedRun(4, 'two-timescale')];
    expect(planted.finalLoss).toBeCloseTo(1 / 2, 6);
    expect(planted.finalSingularValues[1]).toBeLessThan(1e-4);
    expect(twoTimescale.finalLoss).toBeLessThan(1e-12);
  });

  it('says in its question that the seeds were chosen', () => {
    expect(TOUR.head.question).toContain('seeds were chosen');
  });
});
