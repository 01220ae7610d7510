import { spawnSync } from 'node:child_process';

/** The TypeScript projects, each with the globals its code may use. */
export const TYPE_PROJECTS = ['src-shared', 'src-main', 'src-main/preload', 'src-renderer', 'tests', 'bench'];

if (process.argv[1] === import.meta.filename) {
  const failed = TYPE_PROJECTS.filter((project) => {
    const args = ['vue-tsc', '-p', `${project}/tsconfig.json`];
    return spawnSync('npx', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
  });
  process.exitCode = failed.length === 0 ? 0 : 1;
}
