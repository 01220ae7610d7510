import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareBeforeReady } from '@main/electron/before-ready';
import { projectOfCommandLine } from '@main/electron/launch-arguments';
import { createOpenRequests, type OpenRequests } from '@main/electron/open-requests';
import { app, crashReporter, protocol } from './electron-stub';

vi.mock('electron', () => import('./electron-stub'));

/** What a queue of requests holds. */
function requestsIn(requests: OpenRequests | null): string[] {
  const paths: string[] = [];
  requests?.listen((path) => paths.push(path));
  return paths;
}

describe('before Electron is ready', () => {
  const argv = process.argv;
  let folder = '';
  beforeEach(() => {
    app.removeAllListeners();
    vi.clearAllMocks();
    app.requestSingleInstanceLock.mockReturnValue(true);
    app.commandLine.hasSwitch.mockReturnValue(false);
    folder = mkdtempSync(join(tmpdir(), 'grassflow-start-'));
    mkdirSync(join(folder, 'study.grassflow'));
    vi.stubEnv('GRASSFLOW_DATA_FOLDER', join(folder, 'data'));
    process.argv = ['electron', '/opt/grassflow'];
  });
  afterEach(() => {
    process.argv = argv;
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('registers the scheme, forces the sandbox and keeps crash dumps on this machine', () => {
    prepareBeforeReady();
    expect(protocol.registerSchemesAsPrivileged.mock.calls).toEqual([
      [[{ scheme: 'app', privileges: expect.objectContaining({ standard: true, secure: true }) as object }]],
    ]);
    expect(app.enableSandbox).toHaveBeenCalledOnce();
    expect(crashReporter.start.mock.calls).toEqual([[{ uploadToServer: false }]]);
    expect(app.setPath.mock.calls).toEqual([
      ['userData', join(folder, 'data', 'desktop')],
      ['crashDumps', join(folder, 'data', 'desktop', 'crashes')],
    ]);
  });

  it('does not take back --no-sandbox', () => {
    app.commandLine.hasSwitch.mockImplementation((name) => name === 'no-sandbox');
    prepareBeforeReady();
    expect(app.enableSandbox).not.toHaveBeenCalled();
  });

  it('tells the first instance what to open and ends', () => {
    process.argv.push(join(folder, 'study.grassflow'));
    app.requestSingleInstanceLock.mockReturnValue(false);
    expect(prepareBeforeReady()).toBeNull();
    expect(app.requestSingleInstanceLock.mock.calls).toEqual([
      [{ project: join(folder, 'study.grassflow') }],
    ]);
    expect(app.quit).toHaveBeenCalledOnce();
    expect(protocol.registerSchemesAsPrivileged).not.toHaveBeenCalled();
  });

  it('queues what is opened before anybody listens', () => {
    process.argv.push(join(folder, 'study.grassflow'));
    const requests = prepareBeforeReady();
    const preventDefault = vi.fn();
    app.emit('open-file', { preventDefault }, '/studies/early.grassflow');
    app.emit('second-instance', {}, [], '/', { project: '/studies/second.grassflow' });
    app.emit('second-instance', {}, [], '/', { project: null });
    app.emit('second-instance', {}, [], '/', 'forged');
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(requestsIn(requests)).toEqual([
      join(folder, 'study.grassflow'),
      '/studies/early.grassflow',
      '/studies/second.grassflow',
    ]);
  });
});

describe('open requests', () => {
  it('reach a listener in order, each once', () => {
    const requests = createOpenRequests();
    requests.add('/a');
    const heard = requestsIn(requests);
    requests.add('/b');
    expect(heard).toEqual(['/a', '/b']);
    expect(requestsIn(requests)).toEqual([]);
  });
});

describe('the command line of the desktop application', () => {
  const projectOf = (...args: string[]): string | null =>
    projectOfCommandLine({
      arguments: ['electron', ...args],
      folder: '/studies',
      appPath: '/opt/grassflow',
      exists: (path) =>
        [
          '/opt/grassflow',
          '/studies/a.grassflow',
          '/studies/a.grassflow/project.json',
          '/mail/b.grassflowz',
          '/studies/x',
        ].includes(path),
    });

  it('finds the project wherever it stands', () => {
    expect(projectOf('/opt/grassflow', 'a.grassflow')).toBe('/studies/a.grassflow');
    expect(projectOf('--inspect=0', '/opt/grassflow', '--no-sandbox', '/studies/a.grassflow')).toBe(
      '/studies/a.grassflow',
    );
    expect(projectOf('a.grassflow/project.json')).toBe('/studies/a.grassflow');
    expect(projectOf('/opt/grassflow', '/mail/b.grassflowz')).toBe('/mail/b.grassflowz');
    expect(projectOf('--grassflow-project=/anywhere/folder', '/opt/grassflow')).toBe('/anywhere/folder');
  });

  it('ignores the application, switches, other files and missing projects', () => {
    expect(projectOf('/opt/grassflow', '--a.grassflow', 'x', 'missing.grassflow')).toBeNull();
  });
});
