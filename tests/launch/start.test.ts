import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronArguments } from '@main/launch/start-electron';
import { browserCommand } from '@main/launch/open-in-browser';
import { userPath } from '@main/launch/user-path';
import { type RunningProgram, startBuiltProgram } from './running-program';

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/;

describe('npm start', () => {
  let folder = '';
  let program: RunningProgram | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-start-'));
  });
  afterEach(async () => {
    if (program?.child.exitCode === null) program.child.kill('SIGKILL');
    await program?.exit;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts it on a machine without a display, unless the environment says otherwise. */
  function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): RunningProgram {
    program = startBuiltProgram('launch', ['--no-open', ...args], folder, {
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      ...environment,
    });
    return program;
  }

  /** A stand-in for the Electron program. */
  function standInElectron(script: string): NodeJS.ProcessEnv {
    const path = join(folder, 'electron');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return { ELECTRON_EXEC_PATH: path, DISPLAY: ':0' };
  }

  async function addressOf(started: RunningProgram): Promise<string> {
    await vi.waitFor(() => {
      expect(started.stdout() + started.stderr()).toMatch(ADDRESS);
    }, 10_000);
    return ADDRESS.exec(started.stdout())?.[0] ?? '';
  }

  it('says in one line why there is no window, and serves the page to the bearer of the token', async () => {
    const started = start([]);
    const address = await addressOf(started);
    const lines = started.stdout().split('\n');
    expect(lines[0]).toMatch(/^No desktop window: this machine has no display .*browser instead\.$/);

    const signedIn = await fetch(address, { redirect: 'manual' });
    expect(signedIn.status).toBe(303);
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', address), { headers: { cookie } });
    expect(await page.text()).toContain('<title>Grassflow');
    expect((await fetch(new URL('/', address))).status).toBeGreaterThanOrEqual(400);

    started.interrupt();
    expect(await started.exit).toBe(0);
  });

  it('says nothing of windows when the browser was asked for', async () => {
    const started = start(['--host-only', 'web']);
    await addressOf(started);
    expect(started.stdout()).not.toContain('desktop');
  });

  it('fails where Electron is insisted on and cannot be', async () => {
    const started = start(['--host-only', 'electron']);
    expect(await started.exit).toBe(1);
    expect(started.stderr()).toContain('no display');
  });

  it('starts Electron on the application with the project, and ends with it', async () => {
    const started = start(['study.grassflow'], standInElectron('echo "$@"'));
    expect(await started.exit).toBe(0);
    expect(started.stdout()).toContain(`--grassflow-project=${join(folder, 'study.grassflow')}`);
    expect(started.stdout().includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  });

  it('falls back to the browser when Electron cannot start', async () => {
    const started = start([], standInElectron('echo "libgtk-3.so.0 is missing" >&2; exit 127'));
    await addressOf(started);
    expect(started.stdout()).toContain('No desktop window: the Electron runtime does not work here');
  });

  it('refuses a folder that is no project before anything is served', async () => {
    mkdirSync(join(folder, 'holiday'));
    const started = start(['holiday']);
    expect(await started.exit).toBe(2);
    expect(started.stderr()).toContain('holiday');
    expect(started.stdout()).not.toMatch(ADDRESS);
  });
});

describe('the arguments for Electron', () => {
  const start = { program: 'electron', root: '/opt/grassflow', project: null };

  it('give up the sandbox for root, and for nobody else', () => {
    expect(electronArguments(start, true)).toEqual(['--no-sandbox', '/opt/grassflow']);
    expect(electronArguments(start, false)).toEqual(['/opt/grassflow']);
  });
});

describe('paths of the user', () => {
  it('are relative to where npm was called', () => {
    const environment = { npm_lifecycle_event: 'start', INIT_CWD: '/home/ada' };
    expect(userPath('study.grassflow', environment)).toBe('/home/ada/study.grassflow');
    expect(userPath('/abs', environment)).toBe('/abs');
  });

  it('are relative to the current folder when another script of npm runs', () => {
    const environment = { npm_lifecycle_event: 'test', INIT_CWD: '/home/ada' };
    expect(userPath('x', environment)).toBe(join(process.cwd(), 'x'));
  });
});

describe('opening the browser', () => {
  it('passes the address as one argument on every system', () => {
    const url = 'http://127.0.0.1:1/?token=a&b';
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(browserCommand(platform, url).at(-1)).toBe(url);
    }
  });
});
