import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayScript, shellWord, workSeconds } from '@main/cli/slurm/array-script';
import { arraySize } from '@main/cli/slurm/array-size';
import { formatClock, parseSeconds } from '@main/cli/time-option';
import { pointsOfPart } from '@main/workbench/sweeps/sweep-part';
import { temporaryFolder } from '../files/temporary-folder';
import { startBuiltProgram } from '../launch/running-program';
import { STUDY } from './sweep-study';

const SCRIPT = {
  node: '/usr/bin/node',
  cli: '/opt/grassflow/out/main/cli.js',
  project: '/scratch/study.grassflow',
  sweepId: 'scaling',
  parts: '/scratch/study-scaling.parts',
  tasks: 40,
  atOnce: null,
  cpus: 1,
  limit: 3600,
} as const;

describe('the size of an array', () => {
  it.each([
    [10_000, 200, 1000, 50, 200],
    [10_001, 200, 1000, 51, 197],
    [1_000_000, 200, 1000, 1000, 1000],
    [5, 200, 1000, 1, 5],
    [0, 200, 1000, 1, 0],
  ])('for %i runs in chunks of %i, at most %i tasks', (runs, chunk, most, tasks, runsPerTask) => {
    expect(arraySize(runs, chunk, most)).toEqual({ tasks, runsPerTask });
  });

  it('divides every sweep into parts that have each run once, of nearly equal size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 60 }), (runs, count) => {
        const parts = Array.from({ length: count }, (_, index) => pointsOfPart(runs, { index, count }));
        const points = parts.flatMap((part) => [...part]).sort((a, b) => a - b);
        expect(points).toEqual(Array.from({ length: runs }, (_, point) => point));
        const sizes = parts.map(({ size }) => size);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the script', () => {
  it('asks for what was chosen', () => {
    const text = arrayScript({ ...SCRIPT, atOnce: 8, cpus: 4, limit: 100_000 });
    expect(text).toMatch(/^#!\/bin\/bash\n/);
    expect(text).toContain('\n#SBATCH --array=0-39%8\n');
    expect(text).toContain('\n#SBATCH --cpus-per-task=4\n');
    expect(text).toContain('\n#SBATCH --time=1-03:46:40\n');
    expect(text).toContain('--processes 4 --max-time 99940');
  });

  it('hands every word on as it is, whatever it holds, and runs nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const word = text.replaceAll('\0', '').replaceAll(/[\ud800-\udfff]/g, '');
        const { stdout } = spawnSync('bash', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' });
        expect(stdout).toBe(word);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses a path that no line for sbatch can hold', () => {
    expect(() => arrayScript({ ...SCRIPT, parts: '/scratch/a"b' })).toThrow(RangeError);
    expect(() => arrayScript({ ...SCRIPT, parts: '/scratch/a\nb' })).toThrow(RangeError);
  });

  it('leaves time for the end', () => {
    expect([3600, 300, 10].map(workSeconds)).toEqual([3540, 270, 9]);
  });

  it('is written beside the project, with the folder for the logs, and does its work without Slurm too', async () => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'study.json'), JSON.stringify(STUDY));
    mkdirSync(join(folder, 'data'));
    await startBuiltProgram('cli', ['run', 'study.json', '--max-time', '0.001'], folder).exit;
    const program = startBuiltProgram('cli', ['slurm', 'study.grassflow', '--chunk', '10'], folder);
    expect([await program.exit, program.stderr()]).toEqual([0, '']);
    const script = join(folder, 'study-scaling.sbatch');
    expect(statSync(script).mode & 0o100).toBe(0o100);
    expect(existsSync(join(folder, 'study-scaling.parts'))).toBe(true);
    const tasks = Number(/--array=0-(\d+)/.exec(readFileSync(script, 'utf8'))?.[1]) + 1;
    expect(program.stdout()).toContain(`${tasks} tasks of at most`);
    expect(program.stdout()).toMatch(/about 0:00:\d\d for a task/);
    const env = { ...process.env, GRASSFLOW_DATA_FOLDER: join(folder, 'data'), SLURM_ARRAY_TASK_ID: '0' };
    const task = spawnSync(script, { env, encoding: 'utf8' });
    expect([task.status, task.stdout]).toEqual([0, expect.stringContaining('scaling: done')]);
  });
});

describe('a time', () => {
  it.each([
    ['90', 90],
    ['0.5', 0.5],
    ['50m', 3000],
    ['1h30m', 5400],
    ['2d', 172_800],
    ['30:00', 1800],
    ['1:30:00', 5400],
    ['2-00:00:00', 172_800],
  ])('%s is understood', (text, seconds) => {
    expect(parseSeconds(text)).toBe(seconds);
  });

  it.each(['', 'soon', '0', '-5', '1:2:3:4', '10x', '1e3', '100d', 'm'])('%s is refused', (text) => {
    expect(() => parseSeconds(text)).toThrow('Write a time');
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (seconds) => {
        expect(parseSeconds(formatClock(seconds))).toBe(seconds);
      }),
    );
  });
});
