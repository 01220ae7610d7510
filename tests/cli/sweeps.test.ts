import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder';
import { startBuiltProgram } from '../launch/running-program';
import { STUDY } from './sweep-study';

let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
  writeFileSync(join(folder, 'study.json'), JSON.stringify(STUDY));
});

async function grassflow(...args: string[]) {
  const program = startBuiltProgram('cli', args, folder);
  const code = await program.exit;
  const stdout = program.stdout();
  return { code, stdout, stderr: program.stderr(), lines: stdout.trimEnd().split('\n') };
}

/** Lines of the runs in the summaries of a project. */
function summariesOf(project: string): readonly string[] {
  const runs = join(folder, project, 'runs');
  return readdirSync(runs, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(runs, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{"checksum"'))
    .sort();
}

describe('sweeps on the command line', () => {
  it('run from a study file into a project, and again compute nothing', async () => {
    const first = await grassflow('run', 'study.json');
    expect([first.code, first.lines[0]]).toEqual([0, 'scaling: done, 24 of 24 runs sealed, 0 failed']);
    expect(first.stderr).toMatch(
      /^scaling: 0 of 24 runs sealed\n(.*\n)*scaling: done, 24 of 24 runs sealed\n$/,
    );
    const before = summariesOf('study.grassflow');
    expect(before).toHaveLength(24);
    const again = await grassflow('run', 'study.grassflow', '--sweep', 'scaling');
    expect([again.code, again.lines[0]]).toEqual([0, 'scaling: done, 24 of 24 runs sealed, 0 failed']);
    expect(summariesOf('study.grassflow')).toEqual(before);
  });

  it('tell how they stand as JSON lines, the report last', async () => {
    const { code, stderr, lines } = await grassflow('run', 'study.json', '--json', '--processes', '1');
    expect([code, stderr]).toEqual([0, '']);
    const objects = lines.map(
      (line) => JSON.parse(line) as { event: string; job?: { kind: string; sealed: number } },
    );
    expect(objects.slice(0, -1).map(({ event, job }) => [event, job?.kind])).toEqual(
      objects.slice(0, -1).map(() => ['job', 'sweep']),
    );
    expect(objects.at(-1)).toEqual({
      event: 'report',
      project: join(folder, 'study.grassflow'),
      runs: [],
      sweeps: [{ sweep: 'scaling', status: 'done', runs: 24, sealed: 24, failed: [] }],
      stop: null,
    });
  });

  it('all run, with the experiments, where nothing is chosen', async () => {
    await grassflow('run', 'study.json');
    const { code, lines } = await grassflow('run', 'study.grassflow');
    expect(code).toBe(0);
    expect(lines.filter((line) => /^\S.*: done/.test(line))).toHaveLength(3);
  });

  it('are changed by settings in a copy', async () => {
    await grassflow('run', 'study.json', '--max-time', '1');
    const changed = await grassflow(
      'run',
      'study.grassflow',
      ...['--sweep', 'scaling', '--set', 'sweep.seeds.count=1', '--set', 'horizon=1e5', '--out', 'copy'],
    );
    expect([changed.code, changed.lines[0]]).toEqual([0, 'scaling: done, 6 of 6 runs sealed, 0 failed']);
    expect(summariesOf('copy.grassflow').filter((line) => line.includes('"horizon":100000,'))).toHaveLength(
      6,
    );
  });

  it('only tell what they would do in a dry run', async () => {
    const file = await grassflow('run', 'study.json', '--dry-run');
    expect([file.code, file.stdout]).toEqual([0, expect.stringContaining('scaling: 24 runs, 0 sealed')]);
    expect(existsSync(join(folder, 'study.grassflow'))).toBe(false);
    const wrong = await grassflow('run', 'study.json', '--dry-run', '--set', 'sweep.seeds.count=-1');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('seeds.count')]);

    await grassflow('run', 'study.json');
    const project = await grassflow('run', 'study.grassflow', '--dry-run', '--json');
    expect(JSON.parse(project.stdout)).toMatchObject({
      experiments: [{ experiment: 'escape', runs: 2 }],
      sweeps: [{ sweep: 'scaling', runs: 24, sealed: 24 }],
    });
    const other = await grassflow(
      'run',
      'study.grassflow',
      '--dry-run',
      '--set',
      'horizon=1e4',
      '--out',
      'copy',
    );
    expect([other.code, other.stdout]).toEqual([0, expect.stringContaining('scaling: 24 runs, 0 sealed')]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.grassflow'))).toEqual(['study.grassflow']);
  });

  it.each<[string, string[]]>([
    ['--sweep', ['--sweep', 'scalling']],
    ['--part', ['--part', '0/2']],
    ['--part', ['--sweep', 'scaling', '--part', '0/2', '--into', 'parts', '--set', 'horizon=1']],
    ["option '--part", ['--sweep', 'scaling', '--part', '2/2', '--into', 'parts']],
    ["option '--max-time", ['--max-time', 'soon']],
    ["option '--processes", ['--processes', '0']],
  ])('refuse %s in %j', async (said, args) => {
    await grassflow('run', 'study.json', '--max-time', '1');
    const refused = await grassflow('run', 'study.grassflow', ...args);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

describe('parts of a sweep', () => {
  it('are run beside each other into projects of their own, never twice, and merged to the whole', async () => {
    await grassflow('run', 'study.json', '--out', 'whole');
    const { sweep } = STUDY;
    writeFileSync(
      join(folder, 'some.json'),
      JSON.stringify({ ...STUDY, sweep: { ...sweep, seeds: { first: 1, count: 1 } } }),
    );
    await grassflow('run', 'some.json', '--out', 'study');
    writeFileSync(join(folder, 'study.grassflow', 'sweeps', 'scaling.json'), JSON.stringify(sweep));

    const part = (index: number) =>
      grassflow('run', 'study.grassflow', '--sweep', 'scaling', '--part', `${index}/3`, '--into', 'parts');
    const parts = await Promise.all([0, 1, 2].map(part));
    expect(parts.map(({ code }) => code)).toEqual([0, 0, 0]);
    const runs = parts.map(({ lines }) => Number(/(\d+) of \1 runs/.exec(lines[0] ?? '')?.[1]));
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(18);
    // The project itself was not touched.
    expect(summariesOf('study.grassflow')).toHaveLength(6);

    // Again, also where another machine holds the lock of a former attempt for ever: nothing is left to do.
    const lock = { host: 'elsewhere', pid: 1, since: '2026-01-01T00:00:00Z', token: 'x', processStart: null };
    writeFileSync(join(folder, 'parts', 'part-1-of-3.grassflow', '.lock'), JSON.stringify(lock));
    const again = await part(1);
    expect([again.code, again.lines[0]]).toEqual([0, 'scaling: done, 0 of 0 runs sealed, 0 failed']);
    expect(again.stdout).toContain('part-1-of-3-2.grassflow');

    const merged = await grassflow('merge', 'study.grassflow', 'parts');
    expect([merged.code, merged.stderr]).toEqual([0, '']);
    expect(merged.stdout).toContain('18 runs copied, 0 were there already, 0 left out');
    expect(merged.stdout).toContain('scaling: 24 of 24 runs sealed');
    expect(summariesOf('study.grassflow')).toEqual(summariesOf('whole.grassflow'));
    const twice = await grassflow('merge', 'study.grassflow', 'parts');
    expect(twice.stdout).toContain('0 runs copied, 18 were there already, 0 left out');
  });
});

describe('a merge', () => {
  it('leaves out what is damaged and says so, and takes the rest', async () => {
    const study = { ...STUDY, sweep: { ...STUDY.sweep, keep: 'trajectory', seeds: { first: 1, count: 1 } } };
    writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
    await grassflow('run', 'study.json', '--out', 'one');
    await grassflow('run', 'study.json', '--out', 'empty', '--max-time', '0.001');
    const runs = join(folder, 'one.grassflow', 'runs');
    const files = readdirSync(runs, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.npz'));
    const path = join(runs, files[0] ?? '');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const merged = await grassflow('merge', 'empty.grassflow', 'one.grassflow', '--json');
    const report = JSON.parse(merged.stdout) as {
      copied: number;
      known: number;
      refused: string[];
      runCount: number;
    };
    expect([merged.code, report.copied + report.known, report.refused.length]).toEqual([1, 5, 1]);
    expect(report.refused[0]).toContain('damaged');
    expect(report.runCount).toBe(5);
  });

  it('refuses a folder without projects', async () => {
    await grassflow('run', 'study.json', '--max-time', '1');
    const refused = await grassflow('merge', 'study.grassflow', 'study.grassflow/runs');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('holds none')]);
  });
});
