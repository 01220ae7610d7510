/**
 * Recomputes docs/expected-results.md line by line with the engine and prints what it found beside what is stated.
 * Run alone (`npx tsx bench/expected-results.ts`): the ensembles take a minute or two.
 */
import { DEFAULT_THRESHOLDS, type FlowSpec, type StartSpec } from '../src-shared/model/experiment';
import type { LinkSpec } from '../src-shared/model/link';
import type { RunOutcome } from '../src-shared/model/run';
import { haarStarts, plantedCensus, type CensusProblem } from '../src-shared/numerics/critical/census';
import { describeTarget } from '../src-shared/numerics/ladder/describe-target';
import { expandLink } from '../src-shared/numerics/link/expand-link';
import { resolveRuns, startRun } from '../src-shared/numerics/run';

const TWO: FlowSpec = { kind: 'two-timescale' };
const PLANTED: FlowSpec = { kind: 'planted', metric: 'embedded' };

const preset = (name: string, parameters: Record<string, number> = {}): LinkSpec => ({
  kind: 'preset',
  preset: name,
  parameters,
});

interface RunSettings {
  readonly link: LinkSpec;
  readonly flow: FlowSpec;
  readonly start: StartSpec;
  readonly dimension: number;
  readonly horizon: number;
  readonly studentWidth?: number;
}

function run({ link, flow, start, dimension, horizon, studentWidth }: RunSettings): RunOutcome {
  const [spec] = resolveRuns(
    {
      id: 'expected',
      name: 'expected',
      targetId: 'expected',
      dimension,
      studentWidth: studentWidth ?? null,
      start,
      flows: [flow],
      relativeTolerance: 1e-9,
      horizon,
      thresholds: DEFAULT_THRESHOLDS,
    },
    { id: 'expected', name: 'expected', link },
  );
  if (spec === undefined) throw new Error('no run');
  const running = startRun(spec);
  while (!running.advance(10_000));
  return running.result().outcome;
}

/** Ridge on the additive ladder, r = 2: degrees 1 and 2 shrunk by a = 1/2 and 1/4. */
function ridge(): void {
  const shares = [1 / 2, 1 / 4];
  const times = [TWO, { ...TWO, ridge: { kappa: [1, 1, 1 / 3], mu: 1 } } as FlowSpec].map((flow) =>
    escapes(
      run({
        link: preset('additive-ladder', { r: 2 }),
        flow,
        start: diagonal(2, 1e-2),
        dimension: 1e4,
        horizon: 1e7,
      }),
    ),
  );
  console.log('\nRidge, degrees shrunk by a = 1/2, 1/4: escape times and waiting times over 1/a (stated 1)');
  console.log('  without ridge:', show(times[0] ?? []), ' with:', show(times[1] ?? []));
  console.log(
    '  ratio · a:',
    show(shares.map((a, k) => (a * (times[1]?.[k] ?? NaN)) / (times[0]?.[k] ?? NaN))),
  );
}

/** Times at which the singular values of M reach λ² = 1/2, in order. */
const escapes = (outcome: RunOutcome): number[] =>
  outcome.events.flatMap((event) =>
    event.kind === 'overlap-crossing' && event.direction === 'up' ? [event.t] : [],
  );

const diagonal = (size: number, value: number): StartSpec => ({
  kind: 'explicit',
  overlap: Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? value : 0)),
  ),
});

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const show = (values: readonly number[]): string => values.map((value) => value.toPrecision(6)).join('  ');

function singleIndex(): void {
  const stated: readonly [FlowSpec, number, number, number][] = [
    [TWO, 1, 2.2976, 3.4534],
    [TWO, 2, 25.649, 251.227],
    [TWO, 3, 850.1, 83500.5],
    [PLANTED, 1, 0.781, 0.8497],
    [PLANTED, 2, 1.1488, 1.7267],
    [PLANTED, 3, 3.1223, 10.3528],
    [PLANTED, 4, 12.824, 125.613],
  ];
  console.log('\nSingle index h_s from m(0) = d^(-1/2): time until m^2 = 1/2');
  console.table(
    stated.map(([flow, s, at100, at1000]) => {
      const [first, second] = [100, 1000].map(
        (dimension) =>
          escapes(
            run({
              link: preset('single', { s }),
              flow,
              start: diagonal(1, dimension ** -0.5),
              dimension,
              horizon: 1e6,
            }),
          )[0],
      );
      return {
        flow: flow.kind,
        s,
        'd = 100': first?.toPrecision(7),
        'stated ': at100,
        'd = 1000': second?.toPrecision(7),
        stated: at1000,
      };
    }),
  );
}

function ladders(): void {
  const at = (name: string, dimension: number) =>
    run({
      link: preset(name, { r: 3 }),
      flow: TWO,
      start: diagonal(3, dimension ** -0.5),
      dimension,
      horizon: 1e9,
    });
  const additive = [64, 1e3, 1e4].map((d) => at('additive-ladder', d));
  const [near, middle, far] = additive.map(escapes);
  console.log('\nAdditive ladder, d = 64 (stated 6.215, 49.607, 1056.07):', show(near ?? []));
  console.log('  plateau losses at d = 1e4:', show(additive[2]?.plateaus.map(({ loss }) => loss) ?? []));
  console.log(
    '  slopes d ln t / d ln d between d = 1e3 and 1e4 (stated log, 1, 2):',
    show([0, 1, 2].map((k) => Math.log10((far?.[k] ?? NaN) / (middle?.[k] ?? NaN)))),
  );
  console.log('Staircase, d = 64 (stated 6.0975, 12.159, 18.346):', show(escapes(at('staircase', 64))));
  const [early, late] = [1e4, 1e8].map((d) => escapes(at('staircase', d)));
  console.log(
    '  cost of each step in ln d, between d = 1e4 and 1e8 (stated 1.5):',
    show(
      [0, 1, 2].map((k) => {
        const step = (times?: number[]) => (times?.[k] ?? NaN) - (k === 0 ? 0 : (times?.[k - 1] ?? NaN));
        return (step(late) - step(early)) / Math.log(1e4);
      }),
    ),
  );
  console.log(
    'Hidden ladder z1 z2 z3, relative exponents (stated 3, 2, 2):',
    describeTarget(preset('product', { r: 3 })).relativeExponents.join(', '),
  );
}

function traps(): void {
  const STARTS = 400;
  const rows = (
    [
      ['separable h3, r = 1', preset('single', { s: 3 }), 1 / 2],
      ['separable h3, r = 2', preset('separable', { s: 3, r: 2 }), 17 / 48],
      ['separable h3, r = 3', preset('separable', { s: 3, r: 3 }), 0.289],
      ['two harmonics of degrees 2 and 3', preset('two-harmonic'), 1 / 4],
    ] as const
  ).map(([name, link, stated]) => {
    const table = expandLink(link);
    const problem: CensusProblem = { teacher: table, student: table, metric: 'embedded', dimension: 1e4 };
    const { successes, unfinished } = plantedCensus(problem, haarStarts(problem, 1, STARTS));
    const twoTimescale = Array.from({ length: 50 }, (_, seed) => {
      const start: StartSpec = { kind: 'haar', seed };
      return run({ link, flow: TWO, start, dimension: 100, horizon: 1e12 }).finalLoss;
    });
    return {
      link: name,
      'planted success': successes.estimate.toFixed(3),
      interval: `${successes.low.toFixed(3)}–${successes.high.toFixed(3)}`,
      stated: stated.toFixed(3),
      unfinished,
      'two-timescale success': `${twoTimescale.filter((loss) => loss < 1e-6).length} of 50`,
    };
  });
  console.log(`\nPlanted flow from ${STARTS} Haar starts, d = 1e4; two-timescale from 50, d = 100`);
  console.table(rows);
}

function radial(): void {
  const slope = (flow: FlowSpec, s: number) => {
    const [first, second] = [1e3, 1e4].map((dimension) =>
      median(
        Array.from({ length: 21 }, (_, seed) => {
          const link = preset('radial', { m: s / 2 });
          const start: StartSpec = { kind: 'haar', seed };
          return escapes(run({ link, flow, start, dimension, horizon: 1e16 }))[0] ?? Infinity;
        }),
      ),
    );
    return Math.log10((second ?? NaN) / (first ?? NaN));
  };
  console.log('\nRadial link of degree 4, q = 2, 21 seeds, d = 1e3 to 1e4, slope of the median escape');
  console.log('  planted (stated s/2 - 1 = 1):', slope(PLANTED, 4).toFixed(3));
  console.log('  two-timescale (stated s - 1 = 3):', slope(TWO, 4).toFixed(3));
}

function wideStudents(): void {
  console.log('\nz1 z2, two-timescale, 200 seeds, d = 1e4: last escape, 95th percentile over median');
  for (const studentWidth of [2, 3, 4]) {
    const last = Array.from({ length: 200 }, (_, seed) => {
      const start: StartSpec = { kind: 'haar', seed };
      const link = preset('product', { r: 2 });
      return escapes(run({ link, flow: TWO, start, dimension: 1e4, horizon: 1e12, studentWidth }))[1];
    })
      .map((t) => t ?? Infinity)
      .sort((a, b) => a - b);
    console.log(`  q = ${studentWidth}: ${((last[190] ?? NaN) / median(last)).toFixed(2)}`);
  }
}

singleIndex();
ladders();
traps();
radial();
ridge();
wideStudents();
