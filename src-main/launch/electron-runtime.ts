import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the Electron runtime is looked for. */
export interface RuntimeSearch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Folder of the npm package `electron`. */
  readonly packageFolder: string;
  readonly exists: (path: string) => boolean;
  /** Text of a file; null when it is missing. */
  readonly read: (path: string) => string | null;
}

/** The search on this machine, for the Grassflow in `root`. */
export function runtimeSearchHere(root: string): RuntimeSearch {
  return {
    environment: process.env,
    platform: process.platform,
    packageFolder: join(root, 'node_modules', 'electron'),
    exists: existsSync,
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : null),
  };
}

/**
 * The Electron program: ELECTRON_EXEC_PATH, an unpacked runtime in ELECTRON_OVERRIDE_DIST_PATH, or what the npm
 * package has downloaded; null when there is none. Never loads the package, since that starts a download.
 */
export function findElectron(search: RuntimeSearch): string | null {
  const { environment, packageFolder, exists, read } = search;
  const program = read(join(packageFolder, 'path.txt')) ?? defaultProgram(search.platform);
  const candidates = [
    environment.ELECTRON_EXEC_PATH,
    environment.ELECTRON_OVERRIDE_DIST_PATH && join(environment.ELECTRON_OVERRIDE_DIST_PATH, program),
    join(packageFolder, 'dist', program),
  ];
  return candidates.find((path) => path !== undefined && path !== '' && exists(path)) ?? null;
}

function defaultProgram(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

const RELEASE_SERVER = 'https://github.com/electron/electron/releases';
const REACH_MILLISECONDS = 5_000;
const DOWNLOAD_MILLISECONDS = 10 * 60_000;

/** How an attempt to install the runtime ended; `reason` completes "Electron could not be installed: …". */
export type RuntimeInstallation =
  { readonly kind: 'installed' } | { readonly kind: 'failed'; readonly reason: string };

/**
 * Downloads the Electron runtime with the npm package's own installer. Asks first whether its release server answers,
 * so that a machine without a network is told within seconds and not after the installer's retries.
 */
export async function installElectron(search: RuntimeSearch): Promise<RuntimeInstallation> {
  const installer = join(search.packageFolder, 'install.js');
  if (!search.exists(installer)) return { kind: 'failed', reason: 'the npm package electron is missing' };
  const server =
    search.environment.ELECTRON_MIRROR ?? search.environment.npm_config_electron_mirror ?? RELEASE_SERVER;
  if (!(await answers(server))) {
    return { kind: 'failed', reason: `no connection to ${new URL(server).host}` };
  }
  return runInstaller(installer);
}

async function answers(server: string): Promise<boolean> {
  try {
    await fetch(server, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MILLISECONDS) });
    return true;
  } catch {
    return false;
  }
}

function runInstaller(installer: string): Promise<RuntimeInstallation> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [installer], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: DOWNLOAD_MILLISECONDS,
    });
    child.once('error', (error) => done({ kind: 'failed', reason: error.message }));
    child.once('exit', (code, signal) => {
      if (code === 0) done({ kind: 'installed' });
      else if (signal !== null) done({ kind: 'failed', reason: 'the download took too long' });
      else done({ kind: 'failed', reason: 'the download failed' });
    });
  });
}
