import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBuiltProgram } from '../launch/running-program';

/** One planted direction of exponent 3, started so that it escapes. */
const study = {
  target: { id: 'cubic', name: 'Cubic', link: { kind: 'hermite', r: 1, terms: [{ beta: [3], c: 1 }] } },
  experiment: {
    id: 'escape',
    name: 'Escape',
    targetId: 'cubic',
    dimension: 1000,
    studentWidth: null,
    start: { kind: 'explicit', overlap: [[0.1]] },
    flows: [{ kind: 'two-timescale' }, { kind: 'planted', metric: 'canonical' }],
    relativeTolerance: 1e-9,
    horizon: 1e6,
    thresholds: { overlapLevels: [Math.SQRT1_2], plateauRate: 0.01, settledFraction: 1e-10 },
  },
};

interface Report {
  readonly project: string;
  readonly runs: readonly {
    status: string;
    runId: string;
    outcome: { finalLoss: number; reached: number };
  }[];
}

/** The report in the last of the JSON lines that a command has printed. */
function reportOf(stdout: string): Report {
  const lines = stdout.trimEnd().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as Report;
}

describe('grassflow', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-cli-'));
    writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function grassflow(
    ...args: string[]
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const program = startBuiltProgram('cli', args, folder);
    const code = await program.exit;
    return { code, stdout: program.stdout(), stderr: program.stderr() };
  }

  it('runs a study into a project, and again from there with another setting', async () => {
    const first = await grassflow('run', 'study.json', '--json');
    expect([first.code, first.stderr]).toEqual([0, '']);
    const report = reportOf(first.stdout);
    expect(report.project).toBe(join(folder, 'study.grassflow'));
    expect(report.runs.map(({ status, outcome }) => [status, outcome.reached])).toEqual([
      ['done', 1e6],
      ['done', 1e6],
    ]);
    expect(report.runs[1]?.outcome.finalLoss).toBeLessThan(1e-6);
    const sealed = readdirSync(join(report.project, 'runs'), { recursive: true }).map(String);
    for (const { runId } of report.runs) expect(sealed).toContain(join(runId.slice(0, 2), `${runId}.npz`));

    // The same numbers when computed again; other ones for another horizon, in a copy.
    const again = await grassflow('run', 'study.grassflow', '--force', '--json');
    expect(reportOf(again.stdout)).toEqual(report);
    const refused = await grassflow('run', 'study.grassflow', '--set', 'horizon=1e5');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--out')]);
    const changed = await grassflow(
      'run',
      'study.grassflow',
      '--set',
      'horizon=1e5',
      '--out',
      'copy',
      '--json',
    );
    const copy = reportOf(changed.stdout);
    expect(copy.project).toBe(join(folder, 'copy.grassflow'));
    expect(copy.runs.map(({ outcome }) => outcome.reached)).toEqual([1e5, 1e5]);
  });

  it('names field, cause and remedy of bad input and exits with 2', async () => {
    const wrong = await grassflow('run', 'study.json', '--set', 'horizon=0');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('horizon');
    const missing = await grassflow('run', 'nothing.json');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('nothing.json')]);
    writeFileSync(join(folder, 'broken.json'), '{"target":');
    const broken = await grassflow('run', 'broken.json');
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('is not JSON')]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.grassflow'))).toEqual([]);
  });

  it('makes no copy for settings that cannot be run, and says so once', async () => {
    await grassflow('run', 'study.json', '--out', 'first');
    const refused = await grassflow('run', 'first.grassflow', '--set', 'horizon=0', '--out', 'second');
    expect(refused.code).toBe(2);
    expect(refused.stderr.split('Use a number above 0')).toHaveLength(2);
    expect(existsSync(join(folder, 'second.grassflow'))).toBe(false);
  });

  it('tells of documents of a project that it had to leave out', async () => {
    await grassflow('run', 'study.json', '--out', 'first');
    writeFileSync(join(folder, 'first.grassflow', 'experiments', 'escape.json'), '{"id": "esc');
    const run = await grassflow('run', 'first.grassflow');
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/Warning: .*escape\.json/);
  });

  it('suggests what was meant', async () => {
    const command = await grassflow('rum');
    expect([command.code, command.stderr]).toEqual([2, expect.stringContaining('Did you mean run?')]);
    const option = await grassflow('run', 'study.json', '--jason');
    expect([option.code, option.stderr]).toEqual([2, expect.stringContaining('Did you mean --json?')]);
  });

  it('explains itself', async () => {
    const help = await grassflow('run', '--help');
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('Examples:');
  });

  it('describes a target', async () => {
    writeFileSync(join(folder, 'target.json'), JSON.stringify(study.target));
    const inspected = await grassflow('inspect', 'target.json', '--d', '1e6', '--json');
    expect(inspected.code).toBe(0);
    expect(JSON.parse(inspected.stdout)).toMatchObject([
      {
        degreeEnergies: [0, 0, 0, 1],
        informationExponent: 3,
        intrinsicDimension: 1,
        ladder: [{ exponent: 3, dimensionBefore: 0, dimensionAfter: 1, lossBefore: 0.5, lossAfter: 0 }],
        start: { dimension: 1e6 },
        predictions: [{ flow: { kind: 'two-timescale' } }, { flow: { kind: 'planted' } }],
      },
    ]);
    expect((await grassflow('inspect', 'staircase')).stdout).toContain('relative exponents     1, 1, 1');
    expect((await grassflow('inspect', 'stairs')).code).toBe(2);
  });

  it('cancels its runs on Ctrl-C and exits with 130', async () => {
    writeFileSync(join(folder, 'study.json'), JSON.stringify(longStudy()));
    const program = startBuiltProgram('cli', ['run', 'study.json'], folder);
    await vi.waitFor(() => {
      expect(existsSync(join(folder, 'study.grassflow', 'experiments', 'escape.json'))).toBe(true);
    }, 10_000);
    program.interrupt();
    expect(await program.exit).toBe(130);
    expect(program.stdout()).toContain('cancelled');
    expect(program.stdout()).not.toContain('done');
  });
});

/** All monomials of degree 4 in 8 directions: a run that takes minutes. */
function longStudy(): unknown {
  const r = 8;
  const betas: number[][] = [];
  const extend = (beta: number[], left: number): void => {
    if (beta.length === r - 1) betas.push([...beta, left]);
    else for (let degree = 0; degree <= left; degree++) extend([...beta, degree], left - degree);
  };
  extend([], 4);
  return {
    target: {
      ...study.target,
      link: { kind: 'hermite', r, terms: betas.map((beta, index) => ({ beta, c: Math.cos(index + 1) })) },
    },
    experiment: {
      ...study.experiment,
      dimension: 1e6,
      start: { kind: 'haar', seed: 1 },
      relativeTolerance: 1e-12,
      horizon: 1e12,
    },
  };
}
