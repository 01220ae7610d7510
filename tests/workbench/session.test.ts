import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sideBySideFigure } from '@shared/figure/new-figure';
import type { HostUi } from '@main/workbench/host-ui';
import { WorkbenchError } from '@shared/contract/errors';
import type { WORKBENCH_CALLS } from '@shared/contract/workbench';
import { type Workbench } from '@shared/contract/workbench';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import { unwritableFileSystem } from '../files/failing-file-system';
import { BARE_UI, testServices } from './test-services';

const FLOWS_OF_TOUR = {
  name: 'Tour',
  flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
} as const;
const FIGURE = sideBySideFigure({ ...FLOWS_OF_TOUR, id: 'a' }, 'a', 'aps');

/** Calls a method with an argument of any type, as a message over a connection may. */
function callWith(
  workbench: Workbench,
  name: (typeof WORKBENCH_CALLS)[number],
  input: unknown,
): Promise<unknown> {
  return (workbench[name] as (input: unknown) => Promise<unknown>).call(workbench, input);
}

describe('a session', () => {
  it('describes its host', async () => {
    const { services, projects } = await testServices({ host: 'web' });
    const nativeUi: HostUi = { ...BARE_UI, pickPath: () => Promise.resolve({ kind: 'cancelled' }) };
    expect(await services.openSession(BARE_UI).describe()).toEqual({
      host: 'web',
      version: '1.2.3',
      engineVersion: ENGINE_VERSION,
      nativeDialogs: false,
      projectsFolder: projects,
      solverProcesses: 1,
      mostSolverProcesses: availableParallelism(),
    });
    expect(await services.openSession(nativeUi).describe()).toMatchObject({ nativeDialogs: true });
  });

  it('starts with nothing, and comes back to the last project', async () => {
    const { services, projects } = await testServices();
    const first = services.openSession(BARE_UI);
    expect(await first.restoreProject()).toBeNull();
    const { path } = await first.createProject({ path: join(projects, 'study'), name: 'Study' });
    expect(path).toBe(join(projects, 'study.grassflow'));
    expect(await first.restoreProject()).toMatchObject({ path });
    await first.dispose();
    const second = services.openSession(BARE_UI);
    expect(await second.restoreProject()).toMatchObject({ path, readOnly: null });
    expect(await second.listRecentProjects()).toMatchObject([{ path, name: 'Study', exists: true }]);
    await second.closeProject();
    expect(await services.openSession(BARE_UI).restoreProject()).toBeNull();
    await second.forgetRecentProject({ path });
    expect(await second.listRecentProjects()).toEqual([]);
  });

  it('comes back writable when a page is loaded again while its former session is closing', async () => {
    const { services, projects } = await testServices();
    const former = services.openSession(BARE_UI);
    await former.createProject({ path: join(projects, 'study'), name: 'Study' });
    const farewell = former.dispose();
    const state = await services.openSession(BARE_UI).restoreProject();
    await farewell;
    expect(state?.readOnly).toBeNull();
    await expect(former.restoreProject()).rejects.toMatchObject({ code: 'connection-lost' });
  });

  it('opens the same project again as it is, and another one in its place', async () => {
    const { services, projects } = await testServices();
    const session = services.openSession(BARE_UI);
    const { path } = await session.createProject({ path: join(projects, 'a'), name: 'A' });
    await symlink(path, join(projects, 'link.grassflow'));
    expect(await session.openProject({ path: join(projects, 'link.grassflow') })).toMatchObject({
      path,
      readOnly: null,
    });
    await session.createProject({ path: join(projects, 'b'), name: 'B' });
    const other = services.openSession(BARE_UI);
    expect((await other.openProject({ path })).readOnly).toBeNull();
  });

  it('keeps its project when another cannot be opened', async () => {
    const { services, projects, folder } = await testServices();
    const session = services.openSession(BARE_UI);
    const { path } = await session.createProject({ path: join(projects, 'a'), name: 'A' });
    await expect(session.openProject({ path: join(folder, 'gone') })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(session.openProject({ path: folder })).rejects.toMatchObject({ code: 'not-a-project' });
    expect(await session.saveHead({ name: 'Still here', question: '' })).toMatchObject({ path });
  });

  it('goes on with the copy after Save as, and the original is free', async () => {
    const { services, projects } = await testServices();
    const session = services.openSession(BARE_UI);
    const original = await session.createProject({ path: join(projects, 'a'), name: 'A' });
    const copy = await session.saveProjectAs({ path: join(projects, 'b') });
    expect(copy).toMatchObject({ path: join(projects, 'b.grassflow'), readOnly: null });
    await session.saveHead({ name: 'B', question: '' });
    const other = await services.openSession(BARE_UI).openProject({ path: original.path });
    expect([other.readOnly, other.documents.head.name]).toEqual([null, 'A']);
  });

  it('saves a writable copy of a project that is read-only', async () => {
    const { services, projects } = await testServices();
    const [first, second] = [services.openSession(BARE_UI), services.openSession(BARE_UI)];
    const { path } = await first.createProject({ path: join(projects, 'a'), name: 'A' });
    expect((await second.openProject({ path })).readOnly?.code).toBe('locked');
    expect((await second.saveProjectAs({ path: join(projects, 'b') })).readOnly).toBeNull();
  });

  it('opens a project even if the list of recent ones cannot be written (simulated)', async () => {
    const { services: writable, projects, folder } = await testServices();
    const session = writable.openSession(BARE_UI);
    const { path } = await session.createProject({ path: join(projects, 'a'), name: 'A' });
    await session.dispose();
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { services } = await testServices({
      fileSystem: unwritableFileSystem('EROFS'),
      dataFolder: join(folder, 'other-data'),
    });
    expect((await services.openSession(BARE_UI).openProject({ path })).readOnly?.code).toBe(
      'folder-not-writable',
    );
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });

  it('hears events until it stops listening', async () => {
    const { services } = await testServices();
    const session = services.openSession(BARE_UI);
    const heard: unknown[] = [];
    const stop = session.onEvent((event) => heard.push(event));
    session.requestOpen('/a.grassflow');
    stop();
    session.requestOpen('/b.grassflow');
    expect(heard).toEqual([{ type: 'open-requested', path: '/a.grassflow' }]);
  });
});

describe('a listener that throws', () => {
  it('does not keep others from hearing, nor jobs from ending', async () => {
    const { services } = await testServices();
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const session = services.openSession(BARE_UI);
    const heard: string[] = [];
    session.onEvent(() => {
      throw new Error('the connection is closed');
    });
    session.onEvent(({ type }) => heard.push(type));
    await session.openExample({ exampleId: 'tour' });
    const jobs = await session.startExperiment({ experimentId: 'trapped', reuse: true });
    expect(jobs).toHaveLength(2);
    expect(heard).toEqual(['job-changed', 'job-changed']);
    complaint.mockRestore();
  });
});

describe('what a session refuses', () => {
  const malformed: readonly [(typeof WORKBENCH_CALLS)[number], unknown][] = [
    ['openProject', undefined],
    ['openProject', null],
    ['openProject', []],
    ['openProject', '/a'],
    ['openProject', {}],
    ['openProject', { path: 7 }],
    ['openProject', { path: '/a', more: 1 }],
    ['openProject', Object.create({ path: '/a' })],
    ['openProject', JSON.parse('{"path":"/a","__proto__":{}}')],
    ['createProject', { path: '/a' }],
    ['listFolder', { path: 1 }],
    ['pickPath', { purpose: 'steal', suggested: '' }],
    ['startExperiment', { experimentId: 'a', reuse: 'yes' }],
    ['cancelJob', { jobId: {} }],
    ['readRun', { runId: null }],
    ['deleteDocument', { kind: 'project', id: 'a' }],
    ['deleteDocument', { kind: '__proto__', id: 'a' }],
    ['previewFigure', { figure: FIGURE, extra: 1 }],
    ['exportFigure', { figure: FIGURE, folder: '/', name: 'a', formats: ['exe'] }],
    ['exportFigure', { figure: FIGURE, folder: '/', name: 'a', formats: 'svg', replace: true }],
  ];

  it.each(malformed)('%s(%j): outside the contract', async (name, input) => {
    const { services } = await testServices();
    await expect(callWith(services.openSession(BARE_UI), name, input)).rejects.toMatchObject({
      code: 'protocol',
    });
  });

  it.each<[(typeof WORKBENCH_CALLS)[number], unknown]>([
    ['saveTarget', { id: '../../evil', name: 'A', link: { kind: 'hermite', r: 1, terms: [] } }],
    ['saveTarget', { id: 'a', name: 'A', link: { kind: 'hermite', r: 1, terms: [{ beta: [1], c: '1' }] } }],
    ['saveExperiment', { id: 'con' }],
    ['saveFigure', null],
    ['saveHead', { name: '', question: '' }],
    ['openProject', { path: 'relative/path' }],
    ['openProject', { path: '/nul\0byte' }],
    ['exportFigure', { figure: FIGURE, folder: '/tmp', name: '../up', formats: ['svg'], replace: true }],
    ['exportFigure', { figure: FIGURE, folder: '/tmp', name: 'a', formats: [], replace: true }],
  ])('%s(%j): invalid, with field, cause and remedy', async (name, input) => {
    const { services, projects } = await testServices();
    const session = services.openSession(BARE_UI);
    await session.createProject({ path: join(projects, 'a'), name: 'A' });
    const error: unknown = await callWith(session, name, input).catch((caught: unknown) => caught);
    if (!(error instanceof WorkbenchError)) throw new Error('not refused');
    expect(error.code).toBe('invalid-input');
    expect(error.problems.length).toBeGreaterThan(0);
    for (const problem of error.problems) {
      expect([problem.field, problem.cause, problem.remedy].every((words) => words.length >= 2)).toBe(true);
    }
    expect(await readdir(projects)).toEqual(['a.grassflow']);
  });

  it.each<[(typeof WORKBENCH_CALLS)[number], unknown]>([
    ['saveProjectAs', { path: '/a' }],
    ['saveTarget', { id: 'a', name: 'A', link: { kind: 'hermite', r: 1, terms: [] } }],
    ['saveHead', { name: 'A', question: '' }],
    ['deleteDocument', { kind: 'target', id: 'a' }],
    ['startExperiment', { experimentId: 'a', reuse: true }],
    ['cancelJob', { jobId: 'a' }],
    ['readRun', { runId: 'a' }],
    ['previewFigure', { figure: FIGURE }],
    ['revealPath', { path: '/a' }],
  ])('%s(%j) without a project', async (name, input) => {
    const { services } = await testServices();
    const session = services.openSession({ pickPath: null, revealPath: () => Promise.resolve() });
    await expect(callWith(session, name, input)).rejects.toMatchObject({ code: 'no-project' });
  });

  it('what its host cannot do', async () => {
    const { services } = await testServices();
    const session = services.openSession(BARE_UI);
    await expect(session.pickPath({ purpose: 'open', suggested: '' })).rejects.toMatchObject({
      code: 'unsupported',
    });
    await expect(session.revealPath({ path: '/a' })).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('to read a run by anything but the id of one of its runs', async () => {
    const { services, projects } = await testServices();
    const session = services.openSession(BARE_UI);
    await session.createProject({ path: join(projects, 'a'), name: 'A' });
    for (const runId of ['../../../etc/passwd', '', 'f'.repeat(64)]) {
      await expect(session.readRun({ runId })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('to reveal files that are not the project’s', async () => {
    const { services, projects, folder } = await testServices();
    const revealed: string[] = [];
    const session = services.openSession({
      pickPath: null,
      revealPath: (path) => {
        revealed.push(path);
        return Promise.resolve();
      },
    });
    const { path } = await session.createProject({ path: join(projects, 'a'), name: 'A' });
    await session.revealPath({ path: join(path, 'project.json') });
    for (const other of [folder, join(path, '..', 'x'), '/etc/passwd', `${path}-not`]) {
      await expect(session.revealPath({ path: other })).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(revealed).toEqual([join(path, 'project.json')]);
  });
});

describe('a session that is confined to a folder', () => {
  it('names no path outside of it, not even through a link', async () => {
    const { folder: outside } = await testServices();
    const { services, projects } = await testServices({ allowedRoot: join(outside, 'projects') });
    const root = join(outside, 'projects');
    const session = services.openSession(BARE_UI);
    await session.createProject({ path: join(root, 'a'), name: 'A' });
    await symlink(outside, join(root, 'way-out'));
    const paths = [
      outside,
      projects,
      join(root, '..', 'x'),
      join(root, 'way-out', 'x'),
      `${root}-beside`,
      '/',
    ];
    for (const path of paths) {
      for (const call of ['openProject', 'saveProjectAs', 'listFolder'] as const) {
        await expect(callWith(session, call, { path })).rejects.toMatchObject({ code: 'invalid-input' });
      }
      await expect(session.createProject({ path, name: 'X' })).rejects.toMatchObject({
        code: 'invalid-input',
      });
      await expect(
        session.exportFigure({ figure: FIGURE, folder: path, name: 'a', formats: ['svg'], replace: true }),
      ).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(await readdir(outside)).toEqual(['projects']);
    expect((await session.listFolder({ path: root })).parent).toBeNull();
  });

  it('still opens examples, which are copied to where Grassflow keeps its own files', async () => {
    const { folder: outside } = await testServices();
    const { services } = await testServices({ allowedRoot: join(outside, 'projects') });
    const session = services.openSession(BARE_UI);
    const { path } = await session.openExample({ exampleId: 'tour' });
    await session.closeProject();
    expect((await session.openProject({ path })).readOnly).toBeNull();
  });

  it('does not restore a project that another host left outside', async () => {
    const { services: free, projects, folder } = await testServices();
    const session = free.openSession(BARE_UI);
    await session.createProject({ path: join(projects, 'a'), name: 'A' });
    await session.dispose();
    const { services } = await testServices({
      dataFolder: join(folder, 'data'),
      allowedRoot: join(folder, 'empty'),
    });
    expect(await services.openSession(BARE_UI).restoreProject()).toBeNull();
  });
});

describe('the list of folders', () => {
  it('shows folders by name, which of them are projects, and the way up', async () => {
    const { services, projects, folder } = await testServices();
    const session = services.openSession(BARE_UI);
    await session.createProject({ path: join(projects, 'study'), name: 'A' });
    await mkdir(join(projects, 'Papers'));
    await mkdir(join(projects, '.hidden'));
    await writeFile(join(projects, 'sent.grassflowz'), '');
    await writeFile(join(projects, 'file.txt'), '');
    expect(await session.listFolder({ path: null })).toEqual({
      path: projects,
      packed: [{ name: 'sent.grassflowz', path: join(projects, 'sent.grassflowz') }],
      parent: folder,
      folders: [
        { name: 'Papers', path: join(projects, 'Papers'), isProject: false },
        { name: 'study.grassflow', path: join(projects, 'study.grassflow'), isProject: true },
      ],
    });
    expect((await session.listFolder({ path: '/' })).parent).toBeNull();
    await expect(session.listFolder({ path: join(projects, 'gone') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('makes the proposed folder if it is missing', async () => {
    const { services, projects } = await testServices();
    await rm(projects, { recursive: true });
    expect((await services.openSession(BARE_UI).listFolder({ path: null })).folders).toEqual([]);
  });
});

describe('examples', () => {
  it('are listed with their question and opened as copies, numbered from the second on', async () => {
    const { services, folder } = await testServices();
    const session = services.openSession(BARE_UI);
    expect(await session.listExamples()).toContainEqual({
      id: 'tour',
      name: 'Tour',
      question: expect.stringMatching(/\w{3}.*\?/),
      cover: expect.stringMatching(/^<svg /),
      expectationCount: 7,
    });
    const first = await session.openExample({ exampleId: 'tour' });
    expect(first).toMatchObject({
      path: join(folder, 'data', 'examples', 'tour.grassflow'),
      readOnly: null,
      warnings: [],
    });
    expect(first.runCount).toBe(4);
    await session.saveHead({ name: 'Mine', question: '' });
    const second = await session.openExample({ exampleId: 'tour' });
    expect(second.path).toBe(join(folder, 'data', 'examples', 'tour 2.grassflow'));
    expect(second.documents.head.name).toBe('Tour');
    await expect(session.openExample({ exampleId: '../tour' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('have all their runs sealed, so that Run is done at once', async () => {
    const { services } = await testServices();
    const session = services.openSession(BARE_UI);
    const { documents } = await session.openExample({ exampleId: 'tour' });
    for (const { id } of documents.experiments) {
      const jobs = await session.startExperiment({ experimentId: id, reuse: true });
      expect(jobs.map(({ status }) => status)).toEqual(['done', 'done']);
    }
  });
});

describe('figures', () => {
  it('are drawn from finished runs, previewed as they are written', async () => {
    const { services, folder } = await testServices();
    const session = services.openSession(BARE_UI);
    await session.openExample({ exampleId: 'tour' });
    const request = { figure: sideBySideFigure({ ...FLOWS_OF_TOUR, id: 'trapped' }, 'trap', 'icml-half') };
    const exported = await session.exportFigure({
      ...request,
      folder: join(folder, 'paper'),
      name: 'trap',
      formats: ['svg', 'csv'],
      replace: true,
    });
    expect((await readdir(join(folder, 'paper'))).sort()).toEqual(['trap.csv', 'trap.svg']);
    expect(exported.files.map(({ format }) => format)).toEqual(['svg', 'csv']);
    const preview = await session.previewFigure(request);
    expect(await readFile(join(folder, 'paper', 'trap.svg'), 'utf8')).toBe(preview.svg);
  });

  it('ask for Run when the experiment has changed since', async () => {
    const { services, folder } = await testServices();
    const session = services.openSession(BARE_UI);
    const { documents } = await session.openExample({ exampleId: 'tour' });
    const experiment = documents.experiments.find(({ id }) => id === 'trapped');
    if (experiment === undefined) throw new Error('the Tour has no experiment "trapped"');
    await session.saveExperiment({ ...experiment, start: { kind: 'haar', seed: 99 } });
    const document = sideBySideFigure(experiment, 'trap', 'aps');
    const figure = { figure: document, folder, name: 'trap', formats: ['svg'], replace: true } as const;
    await expect(session.exportFigure(figure)).rejects.toMatchObject({
      code: 'invalid-input',
      remedy: 'Press Run first.',
    });
    expect(await readdir(folder)).not.toContain('trap.svg');
  });
});
