import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBuiltProgram } from '../launch/running-program';

const study = {
  target: { id: 'linear', name: 'Linear', link: { kind: 'hermite', r: 1, terms: [{ beta: [1], c: 1 }] } },
  experiment: {
    id: 'grow',
    name: 'Grow',
    targetId: 'linear',
    dimension: 100,
    studentWidth: null,
    start: { kind: 'explicit', overlap: [[0.1]] },
    flows: [{ kind: 'two-timescale' }],
    relativeTolerance: 1e-9,
    horizon: 100,
    thresholds: { overlapLevels: [0.5], plateauRate: 0.01, settledFraction: 1e-10 },
  },
};

interface Report {
  readonly runs: readonly {
    readonly flow: { readonly kind: string };
    readonly outcome: { readonly events: readonly { readonly kind: string; readonly t: number }[] };
  }[];
}

describe('grassflow run --set flows', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-flows-'));
    writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(...settings: string[]) {
    const args = settings.flatMap((setting) => ['--set', setting]);
    const program = startBuiltProgram('cli', ['run', 'study.json', ...args, '--json'], folder);
    const code = await program.exit;
    return { code, stdout: program.stdout(), stderr: program.stderr() };
  }

  it('runs a joint, a ridge and a planted flow with a student link of its own', async () => {
    const flows = [
      { kind: 'joint', metric: 'embedded', epsilon: 1e-6, initialLink: { kind: 'fitted' } },
      { kind: 'two-timescale', ridge: { kappa: [1, 1], mu: 1 } },
      { kind: 'planted', metric: 'canonical', student: { terms: [{ beta: [1], c: 2 }] } },
    ];
    const { code, stdout } = await run(`flows=${JSON.stringify(flows)}`);
    expect(code).toBe(0);
    const { runs } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
    expect(runs.map(({ flow }) => flow)).toEqual(flows);
    const escapes = runs.map(
      ({ outcome }) => outcome.events.find(({ kind }) => kind === 'overlap-crossing')?.t,
    );
    // m' = (1 − m²) m, half of that with the share a = 1/2, and m' = 2 (1 − m²).
    const twoTimescale = (Math.log(0.25 / 0.75) - Math.log(0.01 / 0.99)) / 2;
    expect(escapes[0]).toBeCloseTo(twoTimescale, 4);
    expect(escapes[1]).toBeCloseTo(2 * twoTimescale, 6);
    expect(escapes[2]).toBeCloseTo((Math.atanh(0.5) - Math.atanh(0.1)) / 2, 6);
  });

  it('says what is wrong with a flow', async () => {
    const joint = { kind: 'joint', metric: 'embedded', epsilon: -1, initialLink: { kind: 'fitted' } };
    const { code, stderr } = await run(`flows[0]=${JSON.stringify(joint)}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/flows\[0\]\.epsilon: the timescale ratio ε is -1\. Use a number from 1e-12/);
  });
});
