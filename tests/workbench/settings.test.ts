import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '@main/files/file-system';
import { SettingsStore } from '@main/workbench/settings/settings';
import { fullFileSystem } from '../files/failing-file-system';
import { temporaryFolder } from '../files/temporary-folder';

async function project(folder: string, name: string): Promise<string> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'project.json'), '{}');
  return join(folder, name);
}

describe('the settings', () => {
  it('remember recent projects, latest first and each once, and which was open last', async () => {
    const folder = await temporaryFolder();
    const settings = new SettingsStore(join(folder, 'data'), nodeFileSystem);
    expect([await settings.recentProjects(), await settings.lastProject()]).toEqual([[], null]);
    const [a, b] = [await project(folder, 'a'), await project(folder, 'b')];
    await Promise.all([a, b, a].map((path) => settings.rememberOpened(path, `Name of ${path}`)));
    await settings.rememberOpened(join(folder, 'gone'), 'Gone');
    const again = new SettingsStore(join(folder, 'data'), nodeFileSystem);
    expect((await again.recentProjects()).map(({ path, exists }) => [path, exists])).toEqual([
      [join(folder, 'gone'), false],
      [a, true],
      [b, true],
    ]);
    expect(await again.lastProject()).toBeNull();
    await again.forget(join(folder, 'gone'));
    await again.rememberOpened(b, 'B');
    expect(await again.lastProject()).toBe(b);
    expect((await again.recentProjects()).map(({ path }) => path)).toEqual([b, a]);
    await again.rememberClosed();
    expect(await again.lastProject()).toBeNull();
    await again.rememberOpened(a, 'A');
    await rm(a, { recursive: true });
    expect(await again.lastProject()).toBeNull();
  });

  it.each([
    '',
    '{"schema":1,"recent',
    '{"schema":2}',
    '[]',
    'null',
    '{"schema":1,"recentProjects":[{}],"lastProject":null}',
  ])('use the defaults and keep an unreadable file aside: %j', async (text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'settings.json'), text);
    const settings = new SettingsStore(folder, nodeFileSystem);
    expect(await settings.recentProjects()).toEqual([]);
    await settings.rememberOpened('/a', 'A');
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.broken']);
    expect(await readFile(join(folder, 'settings.json.broken'), 'utf8')).toBe(text);
  });

  it('stay as they were when the disk is full (simulated)', async () => {
    const folder = await temporaryFolder();
    await new SettingsStore(folder, nodeFileSystem).rememberOpened('/a', 'A');
    const settings = new SettingsStore(folder, fullFileSystem());
    await expect(settings.rememberOpened('/b', 'B')).rejects.toMatchObject({ reason: 'full' });
    expect((await settings.recentProjects()).map(({ path }) => path)).toEqual(['/a']);
  });

  it('do not grow without bound', async () => {
    const settings = new SettingsStore(await temporaryFolder(), nodeFileSystem);
    for (let i = 0; i < 25; i++) await settings.rememberOpened(`/${i}`, 'A');
    const paths = (await settings.recentProjects()).map(({ path }) => path);
    expect([paths.length, paths[0], paths.at(-1)]).toEqual([20, '/24', '/5']);
  });
});
