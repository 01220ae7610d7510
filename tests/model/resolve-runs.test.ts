import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '@shared/model/experiment';
import { parseExperiment } from '@shared/model/experiment-schema';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { TargetSpec } from '@shared/model/target';
import { newExperiment } from '@shared/numerics/run/new-experiment';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { GENERATOR } from '@shared/numerics/start/generator';
import { PRESETS } from '@shared/numerics/link/presets';
import { presetLink } from '@shared/numerics/link/preset';
import { sampleExperiment, sampleTarget } from './samples';

/** The problems of an experiment on `sampleTarget` (r = 2) with some fields changed. */
function problemsWith(
  changes: Partial<ExperimentSpec>,
  target: TargetSpec = sampleTarget,
): readonly InputProblem[] {
  try {
    resolveRuns({ ...sampleExperiment, ...changes }, target);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  throw new Error('accepted');
}

const twoTimescaleOnly = { flows: [{ kind: 'two-timescale' as const }] };

describe('resolved runs', () => {
  it('are one per flow from one start, with every default written out', () => {
    const runs = resolveRuns(sampleExperiment, sampleTarget);
    const common = {
      link: {
        r: 2,
        terms: [
          { beta: [1, 0], c: 1 },
          { beta: [1, 1], c: 0.5 },
        ],
      },
      dimension: 64,
      studentWidth: 2,
      start: { kind: 'haar', seed: 3 },
      generator: GENERATOR,
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-20,
      horizon: 1e5,
      thresholds: sampleExperiment.thresholds,
      samplesPerDecade: 40,
      firstSampleTime: 0.01,
    };
    expect(runs).toEqual([
      { ...common, flow: { kind: 'planted', metric: 'embedded' } },
      { ...common, flow: { kind: 'two-timescale' } },
    ]);
  });

  it('do not depend on how the link was written down', () => {
    const table: TargetSpec = {
      ...sampleTarget,
      link: {
        kind: 'hermite',
        r: 2,
        terms: [
          { beta: [1, 1], c: 0.25 },
          { beta: [1, 0], c: 1 },
          { beta: [2, 0], c: 0 },
          { beta: [1, 1], c: 0.25 },
        ],
      },
    };
    expect(resolveRuns(sampleExperiment, table)).toEqual(resolveRuns(sampleExperiment, sampleTarget));
  });

  it('accept a wider student under the two-timescale flow', () => {
    const [run] = resolveRuns({ ...sampleExperiment, ...twoTimescaleOnly, studentWidth: 5 }, sampleTarget);
    expect(run?.studentWidth).toBe(5);
  });

  it('accept M(0) with orthonormal rows', () => {
    const overlap = [
      [Math.cos(1), Math.sin(1)],
      [-Math.sin(1), Math.cos(1)],
    ];
    const start = { kind: 'explicit', overlap } as const;
    expect(resolveRuns({ ...sampleExperiment, start, dimension: 2 }, sampleTarget)).toHaveLength(2);
  });
});

describe('bad experiments: field, cause and remedy', () => {
  const explicit = (...overlap: number[][]) => ({ start: { kind: 'explicit' as const, overlap } });
  const cases: readonly [string, Partial<ExperimentSpec>, string, RegExp, RegExp][] = [
    ['horizon 0', { horizon: 0 }, 'horizon', /is 0$/, /above 0/],
    ['a negative horizon', { horizon: -5 }, 'horizon', /-5/, /above 0/],
    ['an infinite horizon', { horizon: Infinity }, 'horizon', /Infinity/, /1e5/],
    ['d below r + q', { dimension: 3 }, 'dimension', /d = 3 .* 1 overlap/, /d ≥ r \+ q = 4/],
    ['d below r', { dimension: 1 }, 'dimension', /2 orthonormal directions/, /d ≥ r \+ q = 4/],
    ['a fractional d', { dimension: 64.5 }, 'dimension', /64\.5/, /whole number/],
    ['d = 0', { dimension: 0 }, 'dimension', /is 0$/, /whole number from 1/],
    ['d above 10^12', { dimension: 1e13 }, 'dimension', /10000000000000/, /10\^12/],
    ['d below r for a given start', { dimension: 1, ...explicit([0, 0], [0, 0]) }, 'dimension', /2/, /d ≥ 2/],
    ['‖M(0)‖ > 1', explicit([0.8, 0.8], [0, 0]), 'start.overlap', /1\.13137/, /Divide M\(0\) by/],
    ['too few rows of M(0)', explicit([0.1, 0]), 'start.overlap', /1 rows.*r = 2/, /2 rows of 2/],
    ['a short row of M(0)', explicit([0.1, 0], [0]), 'start.overlap[1]', /1 numbers.*q = 2/, /2 numbers/],
    ['NaN in M(0)', explicit([0.1, NaN], [0, 0]), 'start.overlap[0][1]', /NaN/, /number/],
    ['a negative seed', { start: { kind: 'haar', seed: -1 } }, 'start.seed', /-1/, /from 0/],
    ['a fractional seed', { start: { kind: 'haar', seed: 0.5 } }, 'start.seed', /0\.5/, /whole number/],
    ['width 0', { studentWidth: 0, ...twoTimescaleOnly }, 'studentWidth', /is 0$/, /from 1 to 16/],
    ['width 17', { studentWidth: 17, ...twoTimescaleOnly }, 'studentWidth', /17/, /from 1 to 16/],
    ['planted with q > r', { studentWidth: 3 }, 'flows[0]', /f\* on R\^2.*q = 3/, /width to 2/],
    ['no flow', { flows: [] }, 'flows', /no flow/, /at least one/],
    [
      'a flow twice',
      { flows: [{ kind: 'two-timescale' }, { kind: 'two-timescale' }] },
      'flows[1]',
      /twice/,
      /Remove/,
    ],
    ['tolerance 0', { relativeTolerance: 0 }, 'relativeTolerance', /is 0$/, /1e-9/],
    ['a loose tolerance', { relativeTolerance: 0.1 }, 'relativeTolerance', /0\.1/, /from 1e-13 to 0\.001/],
    [
      'a level of 1',
      { thresholds: { ...sampleExperiment.thresholds, overlapLevels: [0.5, 1] } },
      'thresholds.overlapLevels[1]',
      /level 1/,
      /between 0 and 1/,
    ],
    [
      'a plateau rate of 0',
      { thresholds: { ...sampleExperiment.thresholds, plateauRate: 0 } },
      'thresholds.plateauRate',
      /is 0$/,
      /0\.2 is/,
    ],
    [
      'a settled fraction of 1',
      { thresholds: { ...sampleExperiment.thresholds, settledFraction: 1 } },
      'thresholds.settledFraction',
      /is 1$/,
      /from 0/,
    ],
  ];

  it.each(cases)('%s', (_name, changes, field, cause, remedy) => {
    const problems = problemsWith(changes);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe(field);
    expect(problems[0]?.cause).toMatch(cause);
    expect(problems[0]?.remedy).toMatch(remedy);
  });

  it('are reported whole, not one by one', () => {
    const fields = problemsWith({ dimension: 1.5, horizon: 0, relativeTolerance: 2 }).map(
      (problem) => problem.field,
    );
    expect(fields).toEqual(['dimension', 'horizon', 'relativeTolerance']);
  });

  it('name the link first', () => {
    const target: TargetSpec = { ...sampleTarget, link: { kind: 'hermite', r: 9, terms: [] } };
    expect(problemsWith({}, target)[0]?.field).toBe('link.r');
  });
});

describe('a new experiment', () => {
  it.each(PRESETS.map((preset) => [preset.id, preset] as const))('on %s can run as it is', (_id, preset) => {
    const target: TargetSpec = { id: 'target', name: preset.title, link: presetLink(preset) };
    const experiment = newExperiment(target, { id: 'experiment', name: 'First look' });
    expect(resolveRuns(experiment, target).map((run) => run.flow.kind)).toEqual(['planted', 'two-timescale']);
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  it('lasts ten times longer than the ladder', () => {
    const target: TargetSpec = {
      id: 'ladder',
      name: 'Ladder',
      link: { kind: 'preset', preset: 'additive-ladder', parameters: {} },
    };
    // The last of its escapes from I/√64 is at 1056 (expected-results.md).
    expect(newExperiment(target, { id: 'e', name: 'E' }).horizon).toBe(1e5);
  });
});
