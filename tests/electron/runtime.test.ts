import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openElectronHost } from '../stories/hosts/electron-story-host';
import { missingElectron } from '../stories/hosts/missing-electron';

const missing = missingElectron();
if (missing !== null) console.log(`Nothing is tested on Electron itself, the stories included: ${missing}.`);

it.skipIf(missing !== null)(
  'Electron itself shows the built page in its sandbox, and ends in order',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grassflow-electron-'));
    const environment = { ...process.env, GRASSFLOW_DATA_FOLDER: join(folder, 'data') };
    const host = await openElectronHost({
      folder,
      project: null,
      environment,
      theme: 'light',
      width: 1280,
      height: 800,
      watch: () => undefined,
    });
    try {
      await host.page.getByRole('region', { name: 'Run', exact: true }).waitFor();
      expect(host.page.url()).toBe('app://grassflow/index.html');
      expect(await host.page.evaluate(() => ['process', 'require'].filter((name) => name in window))).toEqual(
        [],
      );
    } finally {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    }
    expect(host.program.child.exitCode).toBe(0);
  },
);
