import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { hasDisplay } from '../../../src-main/launch/choose-host';
import { findElectron, runtimeSearchHere } from '../../../src-main/launch/electron-runtime';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Why the stories cannot be told on Electron itself; null when they can. */
export function missingElectron(): string | null {
  if (findElectron(runtimeSearchHere(ROOT)) === null) {
    return 'there is no Electron runtime (npx install-electron, or set ELECTRON_EXEC_PATH)';
  }
  const virtualDisplay = spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;
  return hasDisplay(process.platform, process.env) || virtualDisplay
    ? null
    : 'there is neither a display nor Xvfb to make one';
}
