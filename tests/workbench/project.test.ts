import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import { migrate, type RawProject } from '@main/workbench/project/migrations';
import { createProject, openProject } from '@main/workbench/project/open-project';
import type { OpenProject } from '@main/workbench/project/project';
import { writeDocuments } from '@main/workbench/project/write-documents';
import { runFilePath } from '@main/workbench/runs/run-folder';
import { NO_MARKS } from '@shared/model/analysis-schema';
import { DEFAULT_THRESHOLDS, type ExperimentSpec } from '@shared/model/experiment';
import { sideBySideFigure } from '@shared/figure/new-figure';
import type { FigureDocument, ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { startChild, killChild } from '../files/child-process';
import { fullFileSystem, unwritableFileSystem } from '../files/failing-file-system';
import { temporaryFolder } from '../files/temporary-folder';
import { exampleRun } from './example-run';

const TARGET: TargetSpec = {
  id: 'ladder',
  name: 'Ladder',
  link: { kind: 'preset', preset: 'additive-ladder', parameters: { r: 3 } },
};

const EXPERIMENT: ExperimentSpec = {
  id: 'climb',
  name: 'Climb',
  targetId: 'ladder',
  dimension: 1000,
  studentWidth: null,
  start: { kind: 'haar', seed: 1 },
  flows: [{ kind: 'two-timescale' }],
  relativeTolerance: 1e-9,
  horizon: 1e6,
  thresholds: DEFAULT_THRESHOLDS,
};

const FIGURE: FigureDocument = {
  ...sideBySideFigure({ id: 'climb', name: 'Climb', flows: [{ kind: 'two-timescale' }] }, 'fig', 'aps'),
  name: 'Figure',
};

const DOCUMENTS: ProjectDocuments = {
  head: { format: 'grassflow-project', schema: 1, id: 'study', name: 'Study', question: 'Why?' },
  targets: [TARGET],
  experiments: [EXPERIMENT],
  sweeps: [],
  analyses: [],
  marks: NO_MARKS,
  expectations: [],
  figures: [FIGURE],
};

async function open(folder: string, fileSystem: FileSystem = nodeFileSystem): Promise<OpenProject> {
  const project = await openProject(folder, fileSystem);
  onTestFinished(() => project.close());
  return project;
}

/** A project folder on disk that nobody has open. */
async function projectFolder(): Promise<string> {
  const folder = join(await temporaryFolder(), 'study.grassflow');
  await mkdir(folder);
  await writeDocuments(folder, DOCUMENTS, nodeFileSystem);
  return folder;
}

/** Every file below a folder with its bytes. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'latin1')]),
    ),
  ) as Record<string, string>;
}

describe('a project', () => {
  it('is on disk as soon as a change is answered, and the same when it is opened again', async () => {
    const folder = join(await temporaryFolder(), 'ünï codé.grassflow');
    const project = await createProject(folder, 'Study', nodeFileSystem);
    expect(project.state()).toMatchObject({
      path: folder,
      readOnly: null,
      savedAt: null,
      versionControl: null,
      warnings: [],
      runCount: 0,
    });
    await project.saveDocument('target', TARGET);
    await project.saveDocument('experiment', EXPERIMENT);
    await project.saveDocument('figure', FIGURE);
    await project.saveHead({ name: 'Study 2', question: 'Why?' });
    const state = await project.seal(exampleRun());
    expect(state.savedAt).not.toBeNull();
    await project.close();
    const again = await open(folder);
    expect(again.state()).toEqual({ ...state, savedAt: null });
    expect(again.state().documents).toMatchObject({
      targets: [TARGET],
      experiments: [EXPERIMENT],
      figures: [FIGURE],
    });
    expect(await again.readRun(exampleRun().meta.runId)).toEqual(exampleRun());
  });

  it('is text that diffs: sorted keys, two spaces, one file a document', async () => {
    const folder = await projectFolder();
    const project = await open(folder);
    const link = { kind: 'preset', preset: 'additive-ladder', parameters: { r: 2 } } as const;
    await project.saveDocument('target', { name: 'Short ladder', link, id: 'short' });
    expect(await readFile(join(folder, 'targets', 'short.json'), 'utf8')).toBe(
      [
        '{',
        '  "id": "short",',
        '  "link": {',
        '    "kind": "preset",',
        '    "parameters": {',
        '      "r": 2',
        '    },',
        '    "preset": "additive-ladder"',
        '  },',
        '  "name": "Short ladder"',
        '}\n',
      ].join('\n'),
    );
    expect(Object.keys(await contents(folder)).sort()).toEqual([
      '.lock',
      'experiments/climb.json',
      'figures/fig.json',
      'project.json',
      'targets/ladder.json',
      'targets/short.json',
    ]);
  });

  it('keeps the last of many changes asked for at once', async () => {
    const folder = await projectFolder();
    const project = await open(folder);
    const names = Array.from({ length: 30 }, (_, i) => `Name ${i}`);
    await Promise.all(names.map((name) => project.saveDocument('target', { ...TARGET, name })));
    expect(project.state().documents.targets).toEqual([{ ...TARGET, name: 'Name 29' }]);
    expect(JSON.parse(await readFile(join(folder, 'targets', 'ladder.json'), 'utf8'))).toMatchObject({
      name: 'Name 29',
    });
  });

  it('deletes documents, but none that another needs, and never runs', async () => {
    const folder = await projectFolder();
    const project = await open(folder);
    await project.seal(exampleRun());
    await expect(project.deleteDocument('target', 'ladder')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('"Climb"'),
    });
    await expect(project.deleteDocument('experiment', 'climb')).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(project.deleteDocument('figure', 'gone')).rejects.toMatchObject({ code: 'not-found' });
    await project.deleteDocument('figure', 'fig');
    await project.deleteDocument('experiment', 'climb');
    const state = await project.deleteDocument('target', 'ladder');
    expect(state.documents).toMatchObject({ targets: [], experiments: [], figures: [] });
    expect(state.runCount).toBe(1);
    expect(await readdir(join(folder, 'targets'))).toEqual([]);
  });

  it('is not created over anything, nor under a name that is none', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'mine.txt'), 'mine');
    await expect(createProject(folder, 'Study', nodeFileSystem)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(createProject(join(folder, 'mine.txt'), 'Study', nodeFileSystem)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(createProject(join(folder, 'new'), '\n', nodeFileSystem)).rejects.toMatchObject({
      problems: [{ field: 'name' }],
    });
    await expect(createProject(join(folder, 'gone', 'new'), 'Study', nodeFileSystem)).rejects.toMatchObject({
      reason: 'missing-folder',
    });
    expect(await contents(folder)).toEqual({ 'mine.txt': 'mine' });
  });

  it('leaves no folder behind when it cannot be created on a full disk (simulated)', async () => {
    const folder = await temporaryFolder();
    await expect(createProject(join(folder, 'new'), 'Study', fullFileSystem())).rejects.toMatchObject({
      reason: 'full',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a project that something is wrong with', () => {
  it.each([
    ['truncated', '{\n  "format": "grassflow-project",\n  "sch'],
    ['empty', ''],
    ['foreign', '{"name":"package","version":"1.0.0"}'],
    ['a list', '[]'],
    ['without a name', '{"format":"grassflow-project","schema":1,"id":"a","question":""}'],
    ['of schema 0', '{"format":"grassflow-project","schema":0,"id":"a","name":"A","question":""}'],
  ])('is refused and left untouched when project.json is %s', async (_, text) => {
    const folder = await projectFolder();
    await writeFile(join(folder, 'project.json'), text);
    const before = await contents(folder);
    await expect(openProject(folder, nodeFileSystem)).rejects.toMatchObject({
      code: 'not-a-project',
      message: expect.stringContaining('project.json'),
      remedy: expect.stringContaining('nothing was changed'),
    });
    expect(await contents(folder)).toEqual(before);
  });

  it('is refused when it is no project at all', async () => {
    const folder = await temporaryFolder();
    await expect(openProject(folder, nodeFileSystem)).rejects.toMatchObject({ code: 'not-a-project' });
    await expect(openProject(join(folder, 'gone'), nodeFileSystem)).rejects.toMatchObject({
      code: 'not-found',
    });
    await writeFile(join(folder, 'file'), '');
    await expect(openProject(join(folder, 'file'), nodeFileSystem)).rejects.toMatchObject({
      code: 'not-a-project',
    });
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('opens read-only when a newer Grassflow wrote it, reading what can be read', async () => {
    const folder = await projectFolder();
    const head = { ...DOCUMENTS.head, schema: 2, colour: 'new' };
    await writeFile(join(folder, 'project.json'), JSON.stringify(head));
    await writeFile(join(folder, 'figures', 'fig.json'), JSON.stringify({ ...FIGURE, layers: [] }));
    const before = await contents(folder);
    const project = await open(folder);
    const state = project.state();
    expect(state.readOnly).toEqual({ code: 'newer-schema', message: expect.stringContaining('schema 2') });
    expect(state.documents).toMatchObject({
      head: { name: 'Study', schema: 2 },
      targets: [TARGET],
      figures: [],
    });
    expect(state.warnings).toEqual([expect.stringContaining('fig.json')]);
    await expect(project.saveDocument('target', TARGET)).rejects.toMatchObject({
      code: 'read-only',
      remedy: expect.stringContaining('newer Grassflow'),
    });
    expect(await contents(folder)).toEqual(before);
  });

  it('is refused politely when a newer Grassflow changed even its head', async () => {
    const folder = await projectFolder();
    await writeFile(join(folder, 'project.json'), '{"format":"grassflow-project","schema":9,"title":"A"}');
    await expect(openProject(folder, nodeFileSystem)).rejects.toMatchObject({
      code: 'newer-schema',
      remedy: expect.stringContaining('newer Grassflow'),
    });
  });

  it('tells the first of many problems of a document, and how many there are', async () => {
    const folder = await projectFolder();
    await (await open(folder)).close();
    await writeFile(join(folder, 'experiments', 'other.json'), '{"something": "else"}');
    const { warnings } = (await open(folder)).state();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/other\.json was left out: .*There are \d+ more problems\. The file is kept/);
    expect(warnings[0]?.length).toBeLessThan(400);
  });

  it('opens without damaged documents and runs, names them, and never overwrites them', async () => {
    const folder = await projectFolder();
    const first = await open(folder);
    await first.seal(exampleRun());
    await first.close();
    const run = runFilePath(join(folder, 'runs'), exampleRun().meta.runId);
    await writeFile(run, (await readFile(run)).subarray(0, 50));
    await writeFile(join(folder, 'targets', 'ladder.json'), '{"id": "lad');
    await writeFile(join(folder, 'experiments', 'other-name.json'), JSON.stringify(EXPERIMENT));
    const project = await open(folder);
    const { documents, runCount, warnings, readOnly } = project.state();
    expect(readOnly).toBeNull();
    expect([documents.targets, documents.experiments, runCount]).toEqual([[], [EXPERIMENT], 0]);
    expect(warnings).toHaveLength(3);
    for (const name of ['ladder.json', 'other-name.json', run]) expect(warnings.join('\n')).toContain(name);
    await project.saveDocument('target', TARGET);
    await project.seal(exampleRun());
    const files = await contents(folder);
    expect(files['targets/ladder.json.broken']).toBe('{"id": "lad');
    expect(Object.keys(files)).toContain(`${run.slice(folder.length + 1)}.broken`);
    expect(JSON.parse(files['targets/ladder.json'] ?? '')).toEqual(TARGET);
  });

  it('does not let a document change the prototype of anything', async () => {
    const folder = await projectFolder();
    await writeFile(
      join(folder, 'targets', 'ladder.json'),
      '{"__proto__": {"polluted": true}, "id": "ladder"}',
    );
    await writeFile(join(folder, 'targets', '__proto__.json'), '{"id": "__proto__"}');
    const project = await open(folder);
    expect(project.state().documents.targets).toEqual([]);
    expect(project.state().warnings).toHaveLength(2);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('opens read-only with the reason when its folder cannot be written (simulated)', async () => {
    const folder = await projectFolder();
    const project = await open(folder, unwritableFileSystem('EROFS'));
    expect(project.state().readOnly).toEqual({
      code: 'folder-not-writable',
      message: expect.stringContaining('cannot be written'),
    });
    expect(project.state().documents.targets).toEqual([TARGET]);
    await expect(project.saveHead({ name: 'New', question: '' })).rejects.toMatchObject({
      code: 'read-only',
      remedy: expect.stringContaining('Save a copy'),
    });
  });

  it('keeps disk and memory as they were when the disk fills up (simulated)', async () => {
    const folder = await projectFolder();
    let isFull = false;
    const project = await open(
      folder,
      fullFileSystem(() => isFull),
    );
    const [files, state] = [await contents(folder), project.state()];
    isFull = true;
    await expect(project.saveDocument('target', { ...TARGET, name: 'New' })).rejects.toMatchObject({
      reason: 'full',
    });
    await expect(project.saveHead({ name: 'New', question: '' })).rejects.toMatchObject({ reason: 'full' });
    await expect(project.seal(exampleRun())).rejects.toMatchObject({ reason: 'full' });
    expect(project.state()).toEqual(state);
    expect(await contents(folder)).toEqual(files);
    isFull = false;
    await project.saveDocument('target', { ...TARGET, name: 'New' });
    expect(project.state().documents.targets).toEqual([{ ...TARGET, name: 'New' }]);
  });
});

describe('what a killed process was writing', () => {
  /** The name of a file that a process left half written when it was killed. */
  async function leftover(): Promise<string> {
    const folder = await temporaryFolder();
    for (;;) {
      const { child } = await startChild('write-loop.child.ts', join(folder, 'a'));
      await killChild(child);
      const found = (await readdir(folder)).find((name) => name !== 'a');
      if (found !== undefined) return found;
    }
  }

  it('is removed from every folder when the project is opened again', async () => {
    const folder = join(await temporaryFolder(), 'study.grassflow');
    await (await createProject(folder, 'Study', nodeFileSystem)).close();
    const name = await leftover();
    const places = ['.', 'targets', 'sweeps', 'runs/ab', 'runs/summaries/cd', 'cache'];
    for (const place of places) {
      await mkdir(join(folder, place), { recursive: true });
      await writeFile(join(folder, place, name), 'half');
    }
    await open(folder);
    const left = await readdir(folder, { recursive: true });
    expect(left.filter((path) => path.endsWith(name))).toEqual([]);
  });
});

describe('two at one project', () => {
  it('tells the second in one process, which is read-only until it opens again', async () => {
    const folder = await projectFolder();
    const first = await open(folder);
    const second = await open(folder);
    expect(second.state().readOnly).toEqual({
      code: 'locked',
      message: expect.stringContaining(`process ${process.pid} on host`),
    });
    await expect(second.saveDocument('target', TARGET)).rejects.toMatchObject({ code: 'read-only' });
    await second.close();
    await expect(first.saveDocument('target', TARGET)).resolves.toBeDefined();
    await first.close();
    await expect(first.saveDocument('target', TARGET)).rejects.toMatchObject({ code: 'no-project' });
    expect((await open(folder)).state().readOnly).toBeNull();
  });

  it('tells the second process, and takes over when the first was killed', async () => {
    const folder = await projectFolder();
    const { child } = await startChild('hold-lock.child.ts', folder);
    const second = await open(folder);
    expect(second.state().readOnly?.message).toContain(`process ${child.pid}`);
    await killChild(child);
    expect((await open(folder)).state().readOnly).toBeNull();
  });
});

describe('a copy of a project', () => {
  it('holds documents and runs, not lock, cache, hidden files or links', async () => {
    const folder = await projectFolder();
    const project = await open(folder);
    await project.seal(exampleRun());
    await mkdir(join(folder, 'cache'));
    await writeFile(join(folder, 'cache', 'index'), 'x');
    await writeFile(join(folder, 'README.md'), 'notes');
    await symlink('/etc/hosts', join(folder, 'targets', 'hosts.json'));
    const destination = join(folder, '..', 'copy.grassflow');
    await project.copyTo(destination);
    const left = ['.lock', 'cache/index'];
    const expected = Object.entries(await contents(folder)).filter(([name]) => !left.includes(name));
    expect(await contents(destination)).toEqual(Object.fromEntries(expected));
    expect((await open(destination)).state()).toMatchObject({ readOnly: null, runCount: 1 });
  });

  it('is not made inside the project or over something', async () => {
    const folder = await projectFolder();
    const project = await open(folder);
    await expect(project.copyTo(join(folder, 'copy'))).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(project.copyTo(folder)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('is removed again when the disk fills up on the way (simulated)', async () => {
    const folder = await projectFolder();
    let written = 0;
    const project = await open(
      folder,
      fullFileSystem(() => written++ > 3),
    );
    await expect(project.copyTo(join(folder, '..', 'copy.grassflow'))).rejects.toMatchObject({
      reason: 'full',
    });
    expect(await readdir(join(folder, '..'))).toEqual(['study.grassflow']);
  });

  it('can be moved by hand like any folder', async () => {
    const folder = await projectFolder();
    await rename(folder, `${folder}-moved`);
    expect((await open(`${folder}-moved`)).state().documents).toEqual(DOCUMENTS);
    await rm(`${folder}-moved`, { recursive: true });
  });
});

describe('migrations', () => {
  const raw: RawProject = {
    head: { n: 1 },
    marks: undefined,
    expectations: undefined,
    target: new Map(),
    experiment: new Map(),
    sweep: new Map(),
    analysis: new Map(),
    figure: new Map(),
  };
  const step = (project: RawProject): RawProject => ({
    ...project,
    head: { n: (project.head as { n: number }).n + 1 },
  });

  it('are applied one after another from the schema found', () => {
    const table = new Map([1, 2, 3].map((schema) => [schema, step]));
    expect(migrate(raw, 1, 4, table).head).toEqual({ n: 4 });
    expect(migrate(raw, 3, 4, table).head).toEqual({ n: 2 });
    expect(migrate(raw, 4, 4, table)).toBe(raw);
  });

  it('fail on a gap', () => {
    expect(() => migrate(raw, 1, 3, new Map([[2, step]]))).toThrow(RangeError);
  });
});
