import type { CensusReport } from '@main/cli/census-report';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBuiltProgram } from '../launch/running-program';

interface Report {
  readonly link: { readonly r: number; readonly terms: readonly { beta: readonly number[]; c: number }[] };
  readonly expansion: {
    readonly degree: number;
    readonly normSquared: number;
    readonly residual: number;
    readonly residualShare: number;
    readonly methods: readonly string[];
  };
  readonly symmetries: readonly { readonly symmetry: string; readonly planted: string }[];
}

describe('grassflow inspect --formula', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-inspect-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function inspect(
    ...args: string[]
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const program = startBuiltProgram('cli', ['inspect', ...args], folder);
    const code = await program.exit;
    return { code, stdout: program.stdout(), stderr: program.stderr() };
  }

  it('expands the formula and says what the expansion leaves out', async () => {
    const { code, stdout } = await inspect('--formula', 'relu(z1) + h(3, z2)', '--degree', '4', '--json');
    expect(code).toBe(0);
    const [report] = JSON.parse(stdout) as readonly Report[];
    if (!report) throw new Error('no report');
    expect(report.link.r).toBe(2);
    // E relu² = 1/2; its coefficients are 1/√(2π), 1/2, 1/√(4π), 0, −1/√(48π) (theory.md §1).
    const kept = 1 / (2 * Math.PI) + 1 / 4 + 1 / (4 * Math.PI) + 1 / (48 * Math.PI);
    expect(report.expansion.degree).toBe(4);
    expect(report.expansion.normSquared).toBeCloseTo(1.5, 12);
    expect(report.expansion.residual).toBeCloseTo(0.5 - kept, 12);
    expect(report.expansion.residualShare).toBeCloseTo((0.5 - kept) / (1.5 - 1 / (2 * Math.PI)), 12);
    expect(report.expansion.methods).toContain('ridge functions');
    expect(report.link.terms.find(({ beta }) => beta.join() === '0,3')?.c).toBeCloseTo(1, 12);
  });

  it('chooses the degree by the residual', async () => {
    const degreeFor = async (...options: string[]): Promise<number> => {
      const { stdout } = await inspect('--formula', 'abs(z1)', '--json', ...options);
      return (JSON.parse(stdout) as readonly Report[])[0]?.expansion.degree ?? 0;
    };
    const [coarse, usual] = [await degreeFor('--residual', '0.1'), await degreeFor()];
    expect(coarse).toBeGreaterThanOrEqual(2);
    expect(usual).toBeGreaterThan(coarse);
  });

  it('tells residual, method and symmetries in words', async () => {
    const { stdout } = await inspect('--formula', 'z1^2 * z2^2', '--d', '1e6');
    expect(stdout).toContain('degree 4 by polynomial algebra; Parseval residual 0');
    expect(stdout).toContain('f* is even in z1 and z2.');
    expect(stdout).toContain('z1 and z2 may be exchanged in f*.');
    expect(stdout).toContain('learned with either sign');
    const preset = await inspect('staircase', '--json');
    expect((JSON.parse(preset.stdout) as readonly Report[])[0]?.symmetries.length).toBeGreaterThan(0);
  });

  it('takes a census of planted ends: h3 is trapped at the equator from half of the starts', async () => {
    const { stdout } = await inspect('--formula', 'h(3, z1)', '--census', '60', '--json');
    const [{ census }] = JSON.parse(stdout) as [{ census: CensusReport }];
    const { starts, successes, trapped, unfinished, families } = census;
    expect(successes.successes + trapped.successes + unfinished).toBe(starts);
    expect(successes.low).toBeLessThan(0.5);
    expect(successes.high).toBeGreaterThan(0.5);
    expect(families.map(({ kind }) => kind)).toEqual(['global_min', 'degenerate']);
    expect(families.map(({ singularValues: [sigma] }) => Math.round(sigma ?? NaN))).toEqual([1, 0]);
    const text = await inspect('--formula', 'h(3, z1)', '--census', '20');
    expect(text.stdout).toMatch(/census of planted ends, embedded metric, 20 Haar starts/);
    expect(text.stdout).toMatch(/global minimum +loss \S+ +index 0 +basin 0\.\d+ \(/);
    expect((await inspect('staircase', '--census', '0')).code).toBe(2);
  });

  it('takes directions the formula does not mention', async () => {
    const { stdout } = await inspect('--formula', 'z1^3', '--r', '2');
    expect(stdout).toContain('1 of r = 2');
    expect(stdout).toContain('f* does not depend on z2.');
  });

  it.each([
    [['--formula', 'relu(z1'], /character 5: this parenthesis is never closed.*Add "\)"/],
    [['--formula', 'exp(z1^2)'], /character 1: .*infinite/],
    [['--formula', 'z1', '--degree', '41'], /link\.degree/],
    [['--formula', 'z1', '--residual', 'much'], /link\.residual/],
    [['--formula', 'z1', 'staircase'], /both a target and a --formula/],
    [['staircase', '--degree', '3'], /go with a --formula only/],
    [[], /no target is given/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await inspect(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
