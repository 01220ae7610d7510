import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isProcessAlive } from '@main/files/living-process';
import { temporaryFolder } from '../files/temporary-folder';
import { startBuiltProgram } from '../launch/running-program';
import { STUDY } from '../cli/sweep-study';
import { startOneNodeSlurm, type OneNodeSlurm } from './one-node-slurm';
import { missingSlurm } from './provide-slurm';

const missing = missingSlurm();
if (missing !== null) console.log(`No array goes through Slurm: ${missing}.`);

describe.skipIf(missing !== null)('an array of Slurm tasks', () => {
  let slurm: OneNodeSlurm;
  beforeAll(async () => {
    slurm = await startOneNodeSlurm();
  });
  afterAll(() => slurm.end());

  it.each(['trajectory', 'summary'] as const)(
    'computes a sweep that is merged to what this machine alone computes (%s)',
    async (keep) => {
      const folder = await temporaryFolder();
      const grassflow = async (...args: string[]) => {
        const program = startBuiltProgram('cli', args, folder);
        return { code: await program.exit, stdout: program.stdout(), stderr: program.stderr() };
      };
      const study = { ...STUDY, sweep: { ...STUDY.sweep, keep } };
      writeFileSync(join(folder, 'local.json'), JSON.stringify(study));
      expect((await grassflow('run', 'local.json')).code).toBe(0);
      // The cluster begins with a project that has a part of the runs already.
      const smaller = { ...study, sweep: { ...study.sweep, seeds: { first: 1, count: 1 } } };
      writeFileSync(join(folder, 'cluster.json'), JSON.stringify(smaller));
      expect((await grassflow('run', 'cluster.json')).code).toBe(0);
      const sweepFile = join(folder, 'cluster.grassflow', 'sweeps', `${study.sweep.id}.json`);
      writeFileSync(sweepFile, JSON.stringify(study.sweep));

      const written = await grassflow('slurm', 'cluster.grassflow', '--chunk', '8', '--time', '10m');
      expect(written.stdout).toContain('18 of 24 runs are missing: 3 tasks of at most 6');
      const script = join(folder, 'cluster-scaling.sbatch');
      const codes = await slurm.submit(script);
      const parts = join(folder, 'cluster-scaling.parts');
      expect(codes, await logsOf(parts)).toEqual(
        new Map([
          [0, 0],
          [1, 0],
          [2, 0],
        ]),
      );
      const sealedByTasks = runsOf(parts).length;
      expect(sealedByTasks).toBe(18);

      // Submitted again it has nothing to do, and says so.
      expect([...(await slurm.submit(script)).values()]).toEqual([0, 0, 0]);
      expect(runsOf(parts).length).toBe(sealedByTasks);

      const merged = await grassflow('merge', 'cluster.grassflow', parts, '--json');
      expect([merged.code, merged.stderr]).toEqual([0, '']);
      expect(JSON.parse(merged.stdout)).toMatchObject({
        copied: 18,
        refused: [],
        runCount: 24,
        sweeps: [{ sweep: 'scaling', runs: 24, sealed: 24 }],
      });
      expect(runsOf(join(folder, 'cluster.grassflow'))).toEqual(runsOf(join(folder, 'local.grassflow')));
    },
  );

  it('gives up in time with code 75, and goes on when it is submitted again', async () => {
    const folder = await temporaryFolder();
    const grassflow = (...args: string[]) => startBuiltProgram('cli', args, folder).exit;
    // So many runs that seconds are not enough.
    const study = { ...STUDY, sweep: { ...STUDY.sweep, seeds: { first: 1, count: 5000 } } };
    writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
    expect(await grassflow('run', 'study.json', '--max-time', '1')).toBe(75);
    await grassflow('slurm', 'study.grassflow', '--chunk', '100000', '--time', '10m');
    const script = join(folder, 'study-scaling.sbatch');
    writeFileSync(script, readFileSync(script, 'utf8').replace(/--max-time \d+/, '--max-time 6'));
    const parts = join(folder, 'study-scaling.parts');
    const sealed: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      expect([...(await slurm.submit(script))], await logsOf(parts)).toEqual([[0, 75]]);
      sealed.push(new Set(runsOf(parts)).size);
      // No run was computed twice.
      expect(runsOf(parts)).toHaveLength(sealed.at(-1) ?? 0);
    }
    const [first = 0, second = 0] = sealed;
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
  });

  it('leaves no process behind', async () => {
    const other = await startOneNodeSlurm();
    const ended = [...daemonsBelow(process.pid)];
    expect(ended.length).toBeGreaterThanOrEqual(6);
    await other.end();
    const left = await Promise.all(ended.map((pid) => isProcessAlive(pid, null)));
    // Those of the Slurm that the other tests use are there still.
    expect(left.filter((alive) => alive)).toHaveLength(ended.length - 3);
  });
});

/** Ids of the daemons that a process has started. */
function daemonsBelow(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const stat = existsSync(`/proc/${name}/stat`) ? readFileSync(`/proc/${name}/stat`, 'utf8') : '';
      const [, program = '', ppid] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
      return Number(ppid) === parent && ['munged', 'slurmctld', 'slurmd'].includes(program);
    })
    .map(Number);
}

/**
 * The sealed runs below a folder: files with curves by name and content, summaries line by line, however they are put
 * together in files.
 */
function runsOf(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  const curves = paths
    .filter((path) => path.endsWith('.npz'))
    .map((path) => `${basename(path)} ${readFileSync(path, 'base64')}`);
  const summaries = paths
    .filter((path) => path.endsWith('.jsonl'))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .filter((line) => line.startsWith('{"checksum"'));
  return [...curves, ...summaries].sort();
}

async function logsOf(parts: string): Promise<string> {
  const names = readdirSync(parts).filter((name) => name.endsWith('.log'));
  return names.map((name) => `${name}:\n${readFileSync(join(parts, name), 'utf8')}`).join('\n');
}
