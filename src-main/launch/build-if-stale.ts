/** Builds Grassflow into `out/` unless it was built from these very sources. Run by tsx before `npm start`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { hashSources, isBuilt, writeBuildStamp } from './build-stamp';
import { locateInstallation } from './installation';

const { root } = locateInstallation(import.meta.dirname);
const hash = hashSources(root);
if (!isBuilt(root, hash)) {
  console.error('Building Grassflow (once after every change) …');
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const build = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    // Standard output belongs to the program that starts after this one.
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (build.status === 0) {
    writeBuildStamp(root, hash);
  } else {
    console.error(build.stdout);
    console.error('The build failed; see the messages above.');
    process.exitCode = 1;
  }
}
