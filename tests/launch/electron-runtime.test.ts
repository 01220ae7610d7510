import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { findElectron, installElectron, type RuntimeSearch } from '@main/launch/electron-runtime';

/** A machine with exactly these files. */
function machine(
  files: Readonly<Record<string, string>>,
  environment: RuntimeSearch['environment'] = {},
): RuntimeSearch {
  return {
    environment,
    platform: 'linux',
    packageFolder: '/app/node_modules/electron',
    exists: (path) => path in files,
    read: (path) => files[path] ?? null,
  };
}

describe('findElectron', () => {
  const downloaded = {
    '/app/node_modules/electron/path.txt': 'electron',
    '/app/node_modules/electron/dist/electron': '',
  };

  it('finds what the npm package downloaded, and nothing where it did not', () => {
    expect(findElectron(machine(downloaded))).toBe('/app/node_modules/electron/dist/electron');
    expect(findElectron(machine({}))).toBeNull();
    expect(findElectron(machine({ '/app/node_modules/electron/path.txt': 'electron' }))).toBeNull();
  });

  it('prefers a program and then a runtime folder named by the environment, if they exist', () => {
    const files = { ...downloaded, '/mine/electron-45': '', '/unpacked/electron': '' };
    const environment = { ELECTRON_EXEC_PATH: '/mine/electron-45', ELECTRON_OVERRIDE_DIST_PATH: '/unpacked' };
    expect(findElectron(machine(files, environment))).toBe('/mine/electron-45');
    expect(findElectron(machine(files, { ...environment, ELECTRON_EXEC_PATH: '' }))).toBe(
      '/unpacked/electron',
    );
    expect(findElectron(machine(downloaded, environment))).toBe('/app/node_modules/electron/dist/electron');
  });
});

describe('installElectron', () => {
  it('says that the release server cannot be reached instead of trying for long', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await new Promise((closed) => server.close(closed));

    const search = machine(
      { '/app/node_modules/electron/install.js': '' },
      { ELECTRON_MIRROR: `http://127.0.0.1:${address.port}/` },
    );
    expect(await installElectron(search)).toEqual({
      kind: 'failed',
      reason: `no connection to 127.0.0.1:${address.port}`,
    });
  });
});
