/** `npm run typecheck`: checks the types of every project. */
import { spawnSync } from 'node:child_process';
import { TYPE_PROJECTS } from './type-projects';

const failed = TYPE_PROJECTS.filter((project) => {
  const args = ['vue-tsc', '-p', `${project}/tsconfig.json`];
  return spawnSync('npx', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
