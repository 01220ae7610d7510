import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StudyCheck } from '@main/cli/check-report';
import type { Expectation } from '@shared/model/expectation';
import { startBuiltProgram } from '../launch/running-program';

const tour = resolve(import.meta.dirname, '../../resources/examples/tour.grassflow');

describe('grassflow check', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-check-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function check(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const program = startBuiltProgram('cli', ['check', ...args], folder);
    const code = await program.exit;
    return { code, stdout: program.stdout(), stderr: program.stderr() };
  }

  it('reproduces an example in a temporary copy', async () => {
    const { code, stdout } = await check('tour', '--json');
    expect(code).toBe(0);
    const [study] = JSON.parse(stdout) as StudyCheck[];
    expect(study).toMatchObject({ study: 'tour', name: 'Tour', failures: [] });
    expect(study?.results.map(({ verdict }) => verdict)).toEqual(study?.results.map(() => 'met'));
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('grassflow-check-'))).toEqual([
      expect.stringMatching(/^grassflow-check-test-/),
    ]);
  });

  it('fails with 1 where a project does not show what it states', async () => {
    const project = join(folder, 'wrong.grassflow');
    cpSync(tour, project, { recursive: true });
    const file = join(project, 'expectations.json');
    const stated = JSON.parse(readFileSync(file, 'utf8')) as Expectation[];
    writeFileSync(
      file,
      JSON.stringify(stated.filter(({ id }) => id === 'trap-loss')).replace('"1/2"', '"1/4"'),
    );
    const { code, stdout } = await check('wrong.grassflow', '--no-run');
    expect(code).toBe(1);
    expect(stdout).toContain('0 of 1 as expected');
    expect(stdout).toMatch(/MISSED .*\n +expected 0.25, found 0.5, tolerance ±10⁻⁶/);
  });

  it('leaves open what has not run, and computes it when it may', async () => {
    const project = join(folder, 'open.grassflow');
    cpSync(tour, project, { recursive: true });
    rmSync(join(project, 'runs'), { recursive: true });
    const looked = await check('open.grassflow', '--no-run');
    expect(looked.code).toBe(1);
    expect(looked.stdout).toContain('not run yet');
    const ran = await check('open.grassflow');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('7 of 7 as expected');
  });

  it('refuses a project that states nothing', async () => {
    const project = join(folder, 'silent.grassflow');
    cpSync(tour, project, { recursive: true });
    rmSync(join(project, 'expectations.json'));
    const { code, stderr } = await check('silent.grassflow');
    expect(code).toBe(2);
    expect(stderr).toContain('states nothing that could be checked');
  });
});
