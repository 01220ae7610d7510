import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateInstallation } from '@main/launch/installation';
import packageJson from '../../package.json';
import { startStandIn } from '../electron-stand-in/screen/stand-in';
import { launchBrowser } from '../stories/hosts/launch-browser';
import { watchProgram } from '../launch/running-program';
import { runView } from '../stories/run-view';

const root = resolve(import.meta.dirname, '../..');

/** The mark by which @electron/fuses finds the switches in Electron's program, then their version and number. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 8;

/** As far as packaging looks: a folder that has what Electron's download has. */
function makeRuntime(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const switches = Buffer.concat([
    Buffer.from(FUSE_MARK),
    Buffer.from([1, FUSES]),
    Buffer.from('1'.repeat(FUSES)),
  ]);
  writeFileSync(join(folder, 'electron'), switches, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), packageJson.devDependencies.electron.replace('^', ''));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(join(folder, name), '');
}

describe.skipIf(process.platform === 'win32')('the packaged application', () => {
  let folder = '';
  let application = '';
  let archive = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-package-'));
    makeRuntime(join(folder, 'runtime'));
    const builder = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'electron-builder', 'cli.js'),
        ...['--config', 'src-main/packaging/configuration.ts', '--linux', 'dir', '--x64'],
        `-c.electronDist=${join(folder, 'runtime')}`,
        `-c.directories.output=${join(folder, 'dist')}`,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    // It has refused what its schema does not know.
    expect([builder.status, builder.status === 0 ? '' : builder.stdout + builder.stderr]).toEqual([0, '']);
    application = join(folder, 'dist', 'linux-unpacked');
    archive = join(application, 'resources', 'app.asar');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its switches set', () => {
    const program = readFileSync(join(application, 'grassflow'));
    const at = program.indexOf(FUSE_MARK) + FUSE_MARK.length + 2;
    // RunAsNode, cookies, NODE_OPTIONS, --inspect, asar integrity, asar only, V8 snapshot (as it was), file:// rights.
    expect(program.toString('latin1', at, at + FUSES)).toBe('01001110');
  });

  it('holds the build and nothing of the workshop', () => {
    const files = listPackage(archive, { isPack: false });
    expect(new Set(files.map((file) => file.split('/')[1]))).toEqual(
      new Set(['node_modules', 'out', 'package.json', 'resources']),
    );
    const packages = files.map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(file)?.[1] ?? '');
    const shipped = packages.filter((name) => name !== '' && !/^@[^/]+$/.test(name));
    for (const name of Object.keys(packageJson.dependencies)) expect(shipped).toContain(name);
    // Each with its build for this system, and no other package.
    const families = Object.keys(packageJson.dependencies);
    expect(shipped.filter((name) => !families.some((family) => name.startsWith(family)))).toEqual([]);
  });

  it('has beside the archive what others than Node open', () => {
    const unpacked = `${archive}.unpacked`;
    const files = readdirSync(unpacked, { recursive: true }).map(String);
    expect(files.filter((file) => file.endsWith('.node')).length).toBeGreaterThanOrEqual(2);
    const { resourcesFolder } = locateInstallationOf(archive);
    expect(resourcesFolder).toBe(join(unpacked, 'resources'));
    expect(readdirSync(resourcesFolder).sort()).toEqual(['examples', 'fonts', 'reference']);
  });

  it('opens its window, with runs to look at, from these files alone', async () => {
    const unpacked = join(folder, 'application');
    extractAll(archive, unpacked);
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const environment = { ...process.env, GRASSFLOW_DATA_FOLDER: join(folder, 'data') };
      const standIn = startStandIn({ context, workingFolder: folder, environment, root: unpacked });
      const program = watchProgram(standIn.child);
      const page = await standIn.firstPage;
      await runView(page).finished();
      void standIn.application.chooseQuit();
      expect(await program.exit).toBe(0);
      expect(program.stderr()).toBe('');
    } finally {
      await browser.close();
    }
  });

  /** As the application finds itself: Electron shows the archive as a folder, Node does not. */
  function locateInstallationOf(asar: string): { readonly resourcesFolder: string } {
    const standIn = join(folder, 'as-folder', 'app.asar');
    mkdirSync(standIn, { recursive: true });
    writeFileSync(join(standIn, 'package.json'), JSON.stringify(packageJson));
    const { resourcesFolder } = locateInstallation(standIn);
    return { resourcesFolder: resourcesFolder.replace(standIn, asar) };
  }
});
