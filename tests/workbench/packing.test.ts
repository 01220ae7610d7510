import { access, cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import type { Session } from '@main/workbench/session/session';
import type { PackedProject } from '@shared/contract/project-state';
import { BARE_UI, testServices } from './test-services';

const TOUR = resolve(import.meta.dirname, '../../resources/examples/tour.grassflow');
const HEAD = JSON.stringify({
  format: 'grassflow-project',
  schema: 1,
  id: '504c79cb-948a-4ba7-a3a4-7bf533ba8e5a',
  name: 'Mailed',
  question: '',
});

/** Every file below a folder with its content, but what belongs to the machine it lies on. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/(^\.|queue\.json|index)/.test(entry.name));
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length), await readFile(path, 'base64')] as const;
  });
  return Object.fromEntries((await Promise.all(read)).filter(([name]) => !name.includes('cache')).sort());
}

async function sessionWithStudy(changes: Parameters<typeof testServices>[0] = {}) {
  const { services, folder, projects } = await testServices(changes);
  const path = join(projects, 'study.grassflow');
  await cp(TOUR, path, { recursive: true });
  const session = services.openSession(BARE_UI);
  await session.openProject({ path });
  return { session, folder, projects, path };
}

/** A packed project of any files, in a folder of its own. */
async function mailed(folder: string, files: Zippable): Promise<string> {
  const path = join(folder, 'mail', 'study.grassflowz');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, zipSync(files));
  return path;
}

/** The open project of a session as one file. */
async function packedBy(session: Session, path: string): Promise<PackedProject> {
  const packed = await session.packProject({ path });
  if (packed === null) throw new Error('the packing was stopped');
  return packed;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('packing', () => {
  it('tells how far it is', async () => {
    const { session, folder } = await sessionWithStudy();
    const told: number[] = [];
    session.onEvent((event) => {
      if (event.type === 'packing-progress') told.push(event.packed / event.files);
    });
    expect(await session.packProject({ path: join(folder, 'sent') })).not.toBeNull();
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every((share) => share >= 0 && share < 1)).toBe(true);
  });

  it('can be stopped: then nothing is written, and what was there stays', async () => {
    const { session, folder } = await sessionWithStudy();
    await mkdir(join(folder, 'mail'));
    const path = join(folder, 'mail', 'sent.grassflowz');
    await writeFile(path, 'of yesterday');
    const stop = session.onEvent((event) => {
      if (event.type === 'packing-progress') void session.cancelPacking();
    });
    expect(await session.packProject({ path })).toBeNull();
    expect(await readdir(join(folder, 'mail'))).toEqual(['sent.grassflowz']);
    expect(await readFile(path, 'utf8')).toBe('of yesterday');
    stop();
    // One that was stopped stops no other.
    expect(await session.packProject({ path })).toMatchObject({ path });
    await session.cancelPacking();
  });
});

describe('a packed project', () => {
  it('is the project again when it is opened, beside the file it came in', async () => {
    const { session, folder, path } = await sessionWithStudy();
    await session.saveHead({ name: 'Ladders', question: '' });
    await mkdir(join(folder, 'mail'));
    const packed = await packedBy(session, join(folder, 'mail', 'sent'));
    expect(packed.path).toBe(join(folder, 'mail', 'sent.grassflowz'));
    expect(packed.bytes).toBe((await readFile(packed.path)).length);
    expect((await session.describe()).host).toBe('cli');

    const opened = await session.openProject({ path: packed.path });
    expect(opened.path).toBe(join(folder, 'mail', 'sent.grassflow'));
    expect(opened).toMatchObject({ readOnly: null, warnings: [], runCount: 4 });
    expect(opened.documents.head.name).toBe('Ladders');
    expect(await contentOf(opened.path)).toEqual(await contentOf(path));
  });

  it('is the same file when it is packed again, whatever the folder is called', async () => {
    const { session, folder, path } = await sessionWithStudy();
    const one = await packedBy(session, join(folder, 'one.grassflowz'));
    const two = await packedBy(session, join(folder, 'two.grassflowz'));
    expect(await readFile(one.path)).toEqual(await readFile(two.path));
    expect(path.endsWith('study.grassflow')).toBe(true);
  });

  it('never overwrites what is there: a second one gets a number', async () => {
    const { session, folder, projects } = await sessionWithStudy();
    await mkdir(join(folder, 'mail'));
    const { path } = await packedBy(session, join(folder, 'mail', 'study.grassflowz'));
    const paths = [await session.openProject({ path }), await session.openProject({ path })].map(
      (state) => state.path,
    );
    expect(paths).toEqual(['study', 'study 2'].map((name) => join(folder, 'mail', `${name}.grassflow`)));
    expect(await readdir(projects)).toEqual(['study.grassflow']);
  });

  it('goes into the folder for new projects where it lies in one that cannot be written (simulated)', async () => {
    const outer = { folder: '' };
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      open: (path, ...rest) =>
        String(path).startsWith(join(outer.folder, 'mail', 'study.grassflow'))
          ? Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' }))
          : nodeFileSystem.open(path, ...rest),
    };
    const { session, folder, projects } = await sessionWithStudy({ fileSystem });
    await mkdir(join(folder, 'mail'));
    const { path } = await packedBy(session, join(folder, 'mail', 'study.grassflowz'));
    outer.folder = folder;
    const opened = await session.openProject({ path });
    expect(opened.path).toBe(join(projects, 'study 2.grassflow'));
    expect(await readdir(join(folder, 'mail'))).toEqual(['study.grassflowz']);
  });

  it('may have been packed by hand, with or without its folder and with what systems leave in archives', async () => {
    const { session, folder } = await sessionWithStudy();
    for (const files of [
      { 'project.json': text(HEAD), 'notes.txt': text('read me'), '.DS_Store': text('?') },
      { 'my study/project.json': text(HEAD), 'my study/notes.txt': text('read me'), '__MACOSX/x': text('?') },
    ]) {
      const { path, documents } = await session.openProject({ path: await mailed(folder, files) });
      expect(documents.head.name).toBe('Mailed');
      expect(
        (await readdir(path)).filter((name) => !name.startsWith('.') && name !== 'cache').sort(),
      ).toEqual(['notes.txt', 'project.json']);
      await session.closeProject();
    }
  });

  it.each<[string, Zippable]>([
    ['no project', { 'readme.txt': text('hello') }],
    ['files beside the project', { 'study/project.json': text(HEAD), 'other/x': text('?') }],
    ['a name that Windows cannot have', { 'project.json': text(HEAD), 'runs/con': text('?') }],
    ['a name that is a stream on Windows', { 'project.json': text(HEAD), 'runs/a:b': text('?') }],
    ['folders without end', { 'project.json': text(HEAD), [`${'x/'.repeat(50)}y`]: text('?') }],
    ['a name that climbs', { 'project.json': text(HEAD), '../../x.json': text('?') }],
  ])('that holds %s is refused, and nothing is left', async (_name, files) => {
    const { session, folder, path } = await sessionWithStudy();
    const packed = await mailed(folder, files);
    await expect(session.openProject({ path: packed })).rejects.toMatchObject({ code: 'not-a-project' });
    expect(await readdir(join(folder, 'mail'))).toEqual(['study.grassflowz']);
    // The project that was open is open still.
    expect(await session.restoreProject()).toMatchObject({ path });
  });

  it('that is damaged in the middle of a run leaves nothing', async () => {
    const { session, folder } = await sessionWithStudy();
    const path = await mailed(folder, {});
    await rename((await packedBy(session, join(folder, 'x'))).path, path);
    const bytes = await readFile(path);
    const middle = bytes.length >> 1;
    bytes.fill(0, middle, middle + 100);
    await writeFile(path, bytes);
    await expect(session.openProject({ path })).rejects.toMatchObject({ code: 'not-a-project' });
    expect(await readdir(join(folder, 'mail'))).toEqual(['study.grassflowz']);
  });

  it('that is missing is told so', async () => {
    const { session, folder } = await sessionWithStudy();
    const path = join(folder, 'nowhere.grassflowz');
    await expect(session.openProject({ path })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is not put into the project itself, nor out of the folder of a confined host', async () => {
    const { session, path } = await sessionWithStudy();
    await expect(session.packProject({ path: join(path, 'study') })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const { folder: outside } = await testServices();
    const root = join(outside, 'root');
    await mkdir(root);
    const { services } = await testServices({ allowedRoot: root });
    const confined = services.openSession(BARE_UI);
    await confined.createProject({ path: join(root, 'a'), name: 'A' });
    for (const other of [join(outside, 'a'), join(root, '..', 'a'), '/etc/a']) {
      await expect(confined.packProject({ path: other })).rejects.toMatchObject({ code: 'invalid-input' });
    }
    await expect(access(join(outside, 'a.grassflowz'))).rejects.toThrow();
  });
});
