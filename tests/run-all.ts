/**
 * `npm test`: everything that must hold, one check after the other. Prints what it does; the last line is the plain
 * tally `N passed, N failed`. Exits 1 when anything failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CHROMIUM_VARIABLE } from './browser/find-chromium';
import { provideChromium, providePopplerUtils } from './browser/provide-chromium';
import { missingSlurm, provideSlurm } from './slurm/provide-slurm';
import { missingElectron } from './stories/hosts/missing-electron';
import { addTallies, formatTally, NO_CHECKS, type Tally, tallyOfVitestReport } from './tally';
import { TYPE_PROJECTS } from './type-projects';

const root = resolve(import.meta.dirname, '..');

function succeeds(command: readonly [string, ...string[]], environment: NodeJS.ProcessEnv = {}): boolean {
  const [program, ...args] = command;
  console.log(`\n> ${command.join(' ')}`);
  const started = performance.now();
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  return status === 0;
}

function check(...command: [string, ...string[]]): Tally {
  return succeeds(command) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function browserForTests(): { readonly environment: NodeJS.ProcessEnv; readonly tally: Tally } {
  console.log('\n> look for a Chromium');
  try {
    const path = provideChromium();
    providePopplerUtils();
    console.log(`ok: ${path}`);
    return { environment: { [CHROMIUM_VARIABLE]: path }, tally: NO_CHECKS };
  } catch (error) {
    console.log(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return { environment: {}, tally: { passed: 0, failed: 1, skipped: 0 } };
  }
}

/** Where there is an Electron runtime, the stories are told on it as well. */
function electronForTests(): NodeJS.ProcessEnv {
  console.log('\n> look for an Electron runtime');
  const missing = missingElectron();
  console.log(missing === null ? 'ok' : `skipped: ${missing}`);
  return missing === null ? { GRASSFLOW_STORIES_ON_ELECTRON: 'yes' } : {};
}

/** Where a Slurm can be had, an array of tasks goes through it. */
function slurmForTests(): void {
  console.log('\n> look for Slurm');
  provideSlurm();
  const missing = missingSlurm();
  console.log(missing === null ? 'ok' : `skipped: ${missing}`);
}

function runVitest(environment: NodeJS.ProcessEnv): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'grassflow-tests-'));
  const report = join(folder, 'report.json');
  try {
    const passed = succeeds(
      ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      environment,
    );
    return tallyOfVitestReport(report, passed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checks = [
  check('npx', 'prettier', '--check', '.'),
  check('npx', 'eslint', '.', '--max-warnings=0'),
  ...TYPE_PROJECTS.map((project) => check('npx', 'vue-tsc', '-p', `${project}/tsconfig.json`)),
  check('npx', 'electron-vite', 'build', '--logLevel', 'warn'),
];
const browser = browserForTests();
const environment = { ...browser.environment, ...electronForTests() };
slurmForTests();
const total = addTallies([...checks, browser.tally, runVitest(environment)]);

console.log(`\n${formatTally(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
