import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalysisReport, ConditionReport, ScalingReport } from '@main/cli/analyse/analysis-report';
import { nodeFileSystem } from '@main/files/file-system';
import { RUNS_FOLDER } from '@main/workbench/project/project-layout';
import { runId } from '@main/workbench/runs/run-id';
import { sealSummaries } from '@main/workbench/runs/summary-folder';
import type { AskWorker } from '@renderer/analyse/ask-worker';
import { fitScalings } from '@renderer/analyse/scaling-work';
import type { ListedLink, RunRow } from '@shared/contract/run-listing';
import { bandKind, bandOver } from '@shared/ensembles/condition-bands';
import { endingsByCondition } from '@shared/ensembles/ending-rates';
import { fitScalingOf } from '@shared/ensembles/fit-scaling';
import { judgeRuns } from '@shared/ensembles/judge-runs';
import { byLandscape } from '@shared/ensembles/landscape-runs';
import { runPages } from '@shared/ensembles/run-pages';
import type { RunContext } from '@shared/ensembles/run-fields';
import { DEFAULT_CARDS } from '@shared/model/analysis-cards';
import type { AnalysisDocument } from '@shared/model/project';
import type { RunMeta } from '@shared/model/run';
import type { FrequencyEstimate } from '@shared/numerics/statistics/wilson';
import { fieldsOf, runContext } from '../ensembles/run-rows';
import { startBuiltProgram } from '../launch/running-program';
import { writeStudy } from '../study/write-study';
import { BARE_UI, testServices } from '../workbench/test-services';
import {
  cubicStudy,
  DIMENSIONS,
  HORIZON,
  logSlope,
  middleOf,
  plantedTime,
  SEEDS,
  startingOverlap,
  twoTimescaleTime,
} from './cubic-study';

/** An analysis as the window keeps it: planted runs, panels by flow, trapped runs as later than their horizon. */
const SAVED: AnalysisDocument = {
  id: 'traps',
  name: 'Traps',
  sweepIds: ['scaling'],
  filter: 'flow:planted d>100',
  groupBy: ['d'],
  band: 'p5-p95',
  centre: 'median',
  quantity: 'lambda1',
  abscissa: 't/d^a',
  facetBy: 'flow',
  cards: { ...DEFAULT_CARDS, scaling: { ...DEFAULT_CARDS.scaling, trapped: 'censored' } },
};

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'grassflow-analyse-'));
  for (const name of ['whole', 'summaries', 'part'] as const) await mkdir(join(folder, `${name}.grassflow`));
  await writeStudy(join(folder, 'whole.grassflow'), cubicStudy('trajectory', [SAVED]));
  await writeStudy(join(folder, 'summaries.grassflow'), cubicStudy('summary', [SAVED]));
  await writeStudy(join(folder, 'part.grassflow'), cubicStudy('trajectory'), (_sweep, point) => point > 2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function analyse(project: string, ...options: string[]) {
  const program = startBuiltProgram('cli', ['analyse', `${project}.grassflow`, ...options], folder);
  const code = await program.exit;
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}

async function analysed(project: string, ...options: string[]): Promise<AnalysisReport> {
  const { code, stdout, stderr } = await analyse(project, ...options, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as AnalysisReport;
}

function conditionOf({ conditions }: AnalysisReport, name: string): ConditionReport {
  const found = conditions.find(({ condition }) => condition === name);
  if (!found) throw new Error(`${name} is not among ${conditions.map((one) => one.condition).join('; ')}`);
  return found;
}

function scalingOf({ scaling }: AnalysisReport, flow: string): ScalingReport {
  const found = scaling.find((one) => one.flow.kind === flow);
  if (!found) throw new Error(`no scaling law of the ${flow} flow`);
  return found;
}

const starts = (d: number) => SEEDS.map((seed) => startingOverlap(d, seed));

describe('grassflow analyse', () => {
  it('finds the escape times of the closed form, censored where they lie beyond the horizon', async () => {
    const report = await analysed('whole');
    expect([report.sealed, report.runs, report.leftOut]).toEqual([70, 70, []]);
    expect(report.question).toEqual({ analysis: null, sweeps: [], where: '', by: ['flow', 'd'] });
    let censored = 0;
    for (const d of DIMENSIONS) {
      const times = starts(d).map(twoTimescaleTime);
      const [escape] = conditionOf(report, `two-timescale, d = ${d}`).escapes;
      expect(escape?.times.median).toBeCloseTo(middleOf(times), 5 - Math.ceil(Math.log10(middleOf(times))));
      expect(escape?.censored).toBe(times.filter((time) => time > HORIZON).length);
      expect(escape?.observed).toBe(times.filter((time) => time <= HORIZON).length);
      censored += escape?.censored ?? 0;
    }
    // Without any, nothing would have been tried.
    expect(censored).toBeGreaterThan(0);
  });

  it('tells rates with the ends of Wilson’s interval, which solve (p − p̂)² = z² p (1 − p)/n', async () => {
    const report = await analysed('whole', '--where', 'planted');
    for (const d of DIMENSIONS) {
      const { rates, runs } = conditionOf(report, `planted, d = ${d}`);
      const expected = starts(d).filter((start) => start > 0).length;
      expect([runs, rates?.success.successes, rates?.success.trials]).toEqual([7, expected, 7]);
      for (const rate of [rates?.success, rates?.trapped]) expectWilson(rate);
    }
  });

  it('fits the slope of the medians, with the prediction beside it', async () => {
    const report = await analysed('whole');
    const two = scalingOf(report, 'two-timescale');
    const medians = DIMENSIONS.map((d) => middleOf(starts(d).map(twoTimescaleTime)));
    expect(two.fit?.slope).toBeCloseTo(logSlope(DIMENSIONS, medians), 5);
    expect(two).toMatchObject({ escape: 1, model: 'power', against: 'd', agrees: true, verdict: 'agrees' });
    expect(two.predicted).toEqual({ growth: { kind: 'power', exponent: 2 }, exponent: 2 });
    expect(two.fit?.interval.low).toBeLessThan(2);
    expect(two.fit?.interval.high).toBeGreaterThan(2);

    const planted = scalingOf(report, 'planted');
    const freed = DIMENSIONS.flatMap((d) => starts(d).map(plantedTime));
    const trapped = freed.filter((time) => time === Infinity).length;
    expect(planted.counts).toMatchObject({ observed: freed.length - trapped, censored: 0 });
    expect(planted.leftOut.map(({ why, runIds }) => [why, runIds.length])).toEqual([
      ['trapped: they never escape', trapped],
    ]);
    expect(planted.predicted?.exponent).toBe(0.5);
  });

  it('looks at the runs that are asked for, and names the others', async () => {
    const one = await analysed('whole', '--sweep', 'scaling', '--where', 'flow:planted d<=128', '--by', 'd');
    expect(one.conditions.map(({ condition, runs }) => [condition, runs])).toEqual([
      ['d = 64', 7],
      ['d = 128', 7],
    ]);
    expect(one.leftOut.map(({ why, runIds }) => [why, runIds.length])).toEqual([
      ['they do not pass the filter', 56],
    ]);
    const all = await analysed('whole', '--by', 'none');
    expect(all.conditions.map(({ condition, runs }) => [condition, runs])).toEqual([['all runs', 70]]);
    const part = await analysed('part', '--sweep', 'scaling');
    expect([part.sealed, part.runs]).toEqual([67, 67]);
    expect(part.leftOut.map(({ why, runIds }) => [why, runIds.length])).toEqual([
      ['scaling: not computed yet', 3],
    ]);
  });

  it('takes a saved analysis: sweeps, filter, grouping, panels, and what its cards are set to', async () => {
    const saved = await analysed('whole', '--analysis', 'traps');
    expect(saved.question).toEqual({
      analysis: 'traps',
      sweeps: ['scaling'],
      where: 'flow:planted d>100',
      by: ['flow', 'd'],
    });
    const said = await analysed('whole', '--where', 'flow:planted d>100', '--by', 'flow,d');
    expect(saved.conditions.map(({ rates }) => rates)).toEqual(said.conditions.map(({ rates }) => rates));
    const trapped = said.scaling[0]?.leftOut[0]?.runIds.length;
    expect(saved.scaling[0]?.counts.censored).toBe(trapped);
    expect(saved.scaling[0]?.leftOut).toEqual([]);
    // An option goes before what is saved.
    expect((await analysed('whole', '--analysis', 'traps', '--where', 'd=64')).runs).toBe(14);
  });

  it('is as readable as it is complete', async () => {
    const { stdout } = await analyse('whole', '--where', 'd<=128');
    const lines = stdout.split('\n');
    const table = lines.slice(lines.findIndex((line) => line.startsWith('endings')) + 1);
    const [header = '', ...rows] = table.slice(0, 5);
    expect(header).toMatch(/^ {2}condition +n {2}success +trapped +unfinished +final loss$/);
    // Columns begin under their headings.
    const column = header.indexOf('success');
    for (const row of rows) expect(row.slice(column - 1)).toMatch(/^ [01](\.\d+)? \[/);
    expect(stdout).toContain('28 runs, d<=128, by flow, d');
    expect(stdout).toContain('42 runs left out: they do not pass the filter');
    expect(stdout).toMatch(/scaling of escape 1: Cubic, two-timescale, τ ∝ d\^β/);
  });
});

describe('the numbers of the command line', () => {
  /** A worker that is here. */
  const ask: AskWorker = (question) =>
    question({
      fitScalingOf: async (...args: Parameters<typeof fitScalingOf>) => fitScalingOf(...args),
    } as never);

  it('are those of the page for the same runs', async () => {
    const report = await analysed('whole');
    const { rows, links } = await rowsOf('whole');
    const context = judged(rows, links);
    const landscapes = byLandscape(rows, (id) => links.get(id), context);
    const [d] = fieldsOf('d');
    const input = { landscapes, choice: DEFAULT_CARDS.scaling, against: d ?? null, context };
    const found = await fitScalings(input, ask, () => undefined);
    expect(
      report.scaling.map(({ landscape, times, leftOut, counts }) => [landscape, times, leftOut, counts]),
    ).toEqual(
      asJson(
        found.map(({ landscape, answer: { times, leftOut, fit } }) => [
          landscape.name(),
          times,
          leftOut,
          fit.counts,
        ]),
      ),
    );
    expect(report.scaling.map(({ fit }) => [fit?.slope, fit?.interval])).toEqual(
      asJson(
        found.map(({ answer: { fit } }) =>
          fit.kind === 'fitted' ? [fit.line.slope, fit.slopeInterval] : [],
        ),
      ),
    );
    const endings = endingsByCondition(rows, fieldsOf('flow', 'd'), context);
    expect(
      report.conditions.map(({ condition, rates }) => [condition, rates?.success, rates?.trapped]),
    ).toEqual(asJson(endings.map(({ label, rates }) => [label, rates.success, rates.trapped])));
  });

  it('are the same for runs that were kept as summaries; their curves are computed again', async () => {
    const [whole, summaries] = [await analysed('whole'), await analysed('summaries')];
    expect({ ...summaries, project: '' }).toEqual({ ...whole, project: '' });
    const options = ['--where', 'd<=128', '--by', 'flow,d', '--quantity', 'lambda1'];
    const kept = await analyse('whole', ...options, '--bands', 'kept.csv');
    const again = await analyse('summaries', ...options, '--bands', 'again.csv');
    expect([kept.code, kept.stderr, again.code]).toEqual([0, '', 0]);
    expect(again.stderr).toContain('28 runs again: only summaries were kept');
    expect(readFileSync(join(folder, 'again.csv'), 'utf8')).toBe(
      readFileSync(join(folder, 'kept.csv'), 'utf8'),
    );
  });

  it('are, for bands, those of Compare, with the number of curves at every time', async () => {
    const options = [
      '--where',
      'flow:two-timescale',
      '--by',
      'd',
      '--centre',
      'mean',
      '--band',
      'bootstrap-95',
    ];
    const { bands } = await analysed('whole', ...options, '--bands', 'bands.csv');
    expect(bands).toMatchObject({ quantity: 'loss', time: 't', band: 'mean, 95 % bootstrap interval' });
    const lines = readFileSync(join(folder, 'bands.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[1]).toBe('d,time,n,mean,low,high');
    const table = lines.slice(2).map((line) => line.split(',').map(Number));

    const { rows, readCurve } = await rowsOf('whole');
    const own = rows.filter(({ spec }) => spec.flow.kind === 'two-timescale' && spec.dimension === 256);
    own.sort((a, b) => seedOf(a) - seedOf(b));
    const curves = await Promise.all(own.map(({ runId }) => readCurve(runId)));
    const band = bandOver(curves, bandKind('mean', 'bootstrap-95'));
    if (band === null) throw new Error('no band');
    const { grid, count, centre, lower, upper } = band;
    expect(table.filter(([d]) => d === 256)).toEqual(
      [...grid].map((t, j) => [256, t, count[j], centre[j], lower[j], upper[j]]),
    );
    expect(count.at(0)).toBe(7);
  });

  it('collapse the overlap of h₃ under t/d^a with a near 2, and better than unscaled', async () => {
    const options = ['--where', 'two-timescale', '--quantity', 'lambda1', '--rescale', 't/d^a'];
    const { collapse } = await analysed('whole', ...options);
    expect(collapse).toMatchObject({
      quantity: 'lambda1',
      formula: 't/d^a',
      fittedFormula: 't/d^a',
      leftOut: [],
    });
    const [family] = collapse?.families ?? [];
    expect(family?.conditions).toBe(DIMENSIONS.length);
    const medians = DIMENSIONS.map((d) => middleOf(starts(d).map(twoTimescaleTime)));
    expect(family?.best?.exponent).toBeCloseTo(logSlope(DIMENSIONS, medians), 0);
    expect(family?.best?.interval?.low).toBeLessThanOrEqual(family?.best?.exponent ?? NaN);
    expect(family?.best?.interval?.high).toBeGreaterThanOrEqual(family?.best?.exponent ?? NaN);
    expect(family?.score?.score).toBeGreaterThan(family?.unscaled?.score ?? NaN);
    // The formula of the saved analysis.
    const saved = await analysed('whole', '--analysis', 'traps', '--where', 'd<=128', '--rescale');
    expect(saved.collapse?.formula).toBe('t/d^a');
  });
});

it('says which runs have no curves, and ends with 1 where they cannot be had', async () => {
  const project = join(folder, 'old.grassflow');
  await mkdir(project);
  await writeStudy(project, cubicStudy('summary'), () => false);
  const { rows, links } = await rowsOf('summaries');
  const old = rows.slice(0, 3).map(({ linkId, kept: _kept, ...row }): RunMeta => {
    const spec = { ...row.spec, link: links.get(linkId) ?? { r: 0, terms: [] } };
    return { ...row, schema: 1, engineVersion: '1', spec, runId: runId(spec, '1') };
  });
  await sealSummaries(join(project, RUNS_FOLDER), old, nodeFileSystem);
  const { code, stdout } = await analyse('old', '--bands', 'old.csv');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /without curves\n {2}3 runs left out: .*computed by engine 1; .*Run the sweep again/,
  );
  // What needs no curves is there all the same.
  expect(stdout).toContain('Cubic study: 3 runs');
});

describe('a question that means nothing', () => {
  it.each<[string, string[]]>([
    ['“dd” is no field of a run', ['--where', 'dd>3']],
    ['--by: there is no field "width"', ['--by', 'd,width']],
    ['--sweep: there is no sweep "scalling". Choose from scaling', ['--sweep', 'scalling']],
    ['--analysis: there is no "x". Choose one of traps', ['--analysis', 'x']],
    ['--quantity: these runs have no "lambda2"', ['--quantity', 'lambda2']],
    ['--rescale', ['--rescale', 't/d^(']],
    ['--rescale: the formula t leaves', ['--rescale']],
    ['--rescale', ['--rescale', 'd^2']],
    ['--band: no bands are asked for', ['--band', 'iqr']],
    ['--band: iqr does not go with the mean', ['--centre', 'mean', '--band', 'iqr', '--bands', 'x.csv']],
    ['--bands: there is no folder', ['--bands', join('nowhere', 'x.csv')]],
    ['--where: none of 70 sealed runs is left', ['--where', 'd>1e9']],
    ['option', ['--band', 'wide']],
  ])('is refused with field, cause and remedy: %s', async (said, options) => {
    const { code, stdout, stderr } = await analyse('whole', ...options);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(said)]);
    expect(existsSync(join(folder, 'x.csv'))).toBe(false);
  });
});

function expectWilson(rate: FrequencyEstimate | undefined): void {
  const { estimate, low, high, trials } = rate ?? { estimate: NaN, low: NaN, high: NaN, trials: NaN };
  for (const p of [low, high]) {
    expect((p - estimate) ** 2).toBeCloseTo((1.959963984540054 ** 2 * p * (1 - p)) / trials, 12);
  }
  expect(low).toBeLessThanOrEqual(estimate);
  expect(high).toBeGreaterThanOrEqual(estimate);
}

/** What JSON keeps of a value: no infinities. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function seedOf({ spec: { start } }: RunRow): number {
  return start.kind === 'haar' ? start.seed : NaN;
}

/** The runs of a project as the page reads them. */
async function rowsOf(project: string) {
  const { services } = await testServices();
  const session = services.openSession(BARE_UI);
  await session.openProject({ path: join(folder, `${project}.grassflow`) });
  const rows: RunRow[] = [];
  const links = new Map<string, ListedLink>();
  for await (const page of runPages(session)) {
    rows.push(...page.runs);
    for (const [id, link] of Object.entries(page.links)) links.set(id, link);
  }
  const readCurve = async (runId: string) => {
    const { samples } = await session.readRun({ runId });
    return { t: samples.t, values: samples.loss };
  };
  return { rows, links, readCurve };
}

/** A context in which the runs have been judged as by the page's worker. */
function judged(rows: readonly RunRow[], links: ReadonlyMap<string, ListedLink>): RunContext {
  const endings = new Map(
    rows.map((row) => {
      const link = links.get(row.linkId);
      if (!link) throw new Error('a run without a link');
      const [one] = judgeRuns({ link, ...row.spec, runs: [row] }, DEFAULT_CARDS.successFraction);
      return [row.runId, one?.ending ?? null];
    }),
  );
  return runContext({
    targetName: () => 'Cubic',
    directions: () => 1,
    ending: (runId) => endings.get(runId) ?? null,
  });
}
