import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import { inProcessPool } from './solver-pools';
import { BARE_UI, testServices } from './test-services';

const TOUR = resolve(import.meta.dirname, '../../resources/examples/tour.grassflow');

async function tour(changes: Parameters<typeof testServices>[0] = {}) {
  const { services, projects } = await testServices(changes);
  const path = join(projects, 'study.grassflow');
  await cp(TOUR, path, { recursive: true });
  const session = services.openSession(BARE_UI);
  const opened = await session.openProject({ path });
  return { session, path, opened };
}

/** Every run file with its content. */
async function runFiles(path: string): Promise<Record<string, string>> {
  const entries = await readdir(join(path, 'runs'), { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(
    async ({ parentPath, name }) => [name, await readFile(join(parentPath, name), 'base64')] as const,
  );
  return Object.fromEntries((await Promise.all(read)).sort());
}

describe('the size of a project', () => {
  it('is that of its files, runs and others', async () => {
    const { session, path } = await tour();
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => !/[\\/](cache[\\/]|\.)/.test(file.slice(path.length)));
    const sizes = await Promise.all(files.map(async (file) => [file, (await stat(file)).size] as const));
    const sum = (list: readonly (readonly [string, number])[]): number =>
      list.reduce((total, [, size]) => total + size, 0);
    const runs = sizes.filter(([file]) => file.startsWith(join(path, 'runs')));
    expect(runs).toHaveLength(4);
    expect(await session.measureProject()).toEqual({ bytes: sum(sizes), runBytes: sum(runs) });
  });
});

describe('the runs of a project', () => {
  it('can be deleted and computed again, the same; definitions stay', async () => {
    const { session, path, opened } = await tour({ solverPool: inProcessPool() });
    const before = await runFiles(path);
    const { next } = await session.listRuns({ after: 0, limit: 100 });
    const state = await session.dropRuns();
    expect(state.runCount).toBe(0);
    expect(state.documents).toEqual(opened.documents);
    expect(await runFiles(path)).toEqual({});
    expect((await session.measureProject()).runBytes).toBe(0);
    expect(await session.listRuns({ after: 0, limit: 100 })).toMatchObject({ runs: [], total: 0, next });
    for (const { id } of opened.documents.experiments) {
      expect(await session.findRuns({ experimentId: id })).toEqual([null, null]);
      await session.startExperiment({ experimentId: id, reuse: true });
    }
    await expect.poll(async () => (await session.listRuns({ after: next, limit: 100 })).total).toBe(4);
    expect((await session.listRuns({ after: next, limit: 100 })).runs).toHaveLength(4);
    expect(await runFiles(path)).toEqual(before);
    await expect
      .poll(async () => (await session.listJobs()).map(({ status }) => status))
      .toEqual(Array(4).fill('done'));
    await session.dropRuns();
    // What has ended speaks of runs that are no more.
    expect(await session.listJobs()).toEqual([]);
  });

  it('stay while a job has not ended', async () => {
    const { session, path, opened } = await tour();
    const [first] = opened.documents.experiments;
    await session.startExperiment({ experimentId: first?.id ?? '', reuse: false });
    await expect(session.dropRuns()).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'Runs are under way',
    });
    expect(Object.keys(await runFiles(path))).toHaveLength(4);
  });

  it('are not answered for where the system refused to delete them (simulated)', async () => {
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      rm: (path, options) =>
        String(path).endsWith('runs')
          ? Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))
          : nodeFileSystem.rm(path, options),
    };
    const { session, path } = await tour({ fileSystem });
    await expect(session.dropRuns()).rejects.toMatchObject({ code: 'storage' });
    expect(Object.keys(await runFiles(path))).toHaveLength(4);
    expect((await session.listRuns({ after: 0, limit: 100 })).total).toBe(0);
    await session.closeProject();
    expect((await session.openProject({ path })).runCount).toBe(4);
  });
});
