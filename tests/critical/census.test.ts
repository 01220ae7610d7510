import { censusRules, haarStarts, plantedCensus, type CensusProblem } from '@shared/numerics/critical/census';
import { classifyState } from '@shared/numerics/critical/classify';
import { FOLLOW_RULES, startFollower } from '@shared/numerics/critical/follow-start';
import { plantedLandscape } from '@shared/numerics/critical/landscape';
import { hermiteTable, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { harmonicTerms, radialTerms } from '@shared/numerics/link/rotational-links';
import { describe, expect, it } from 'vitest';
import { denseLink, link } from '../numerics/links';
import { product } from '../numerics/small-matrices';

function problemOf(f: HermiteTable, dimension = 1e4): CensusProblem {
  return { teacher: f, student: f, metric: 'embedded', dimension };
}

function censusOf(f: HermiteTable, count: number, seed = 1) {
  const problem = problemOf(f);
  return plantedCensus(problem, haarStarts(problem, seed, count));
}

const separableH3 = link(2, [[3, 0], 1], [[0, 3], 1]);
const twoHarmonics = link(2, [[2, 0], 1], [[0, 2], 0.6], [[3, 0], 0.5], [[0, 3], 0.3]);
const chiral = hermiteTable(2, [...harmonicTerms(3, 0, 1), ...harmonicTerms(4, 0.7, 0.3)]);

describe('the rates of traps', () => {
  // theory.md §9, mechanisms: sign, equator, chirality.
  it.each<readonly [string, HermiteTable, number]>([
    ['h3: the equator', link(1, [[3], 1]), 1 / 2],
    ['h2 + 0.6 h3: the sign', link(1, [[2], 1], [[3], 0.6]), 1 / 2],
    ['separable h3, r = 2: greedy matching', separableH3, 31 / 48],
    ['separable h3, r = 3', link(3, [[3, 0, 0], 1], [[0, 3, 0], 1], [[0, 0, 3], 1]), 0.711],
    ['separable h2 + 0.5 h3, weights 1 and 0.6: 1 − 2⁻ʳ', twoHarmonics, 3 / 4],
    // With equal weights the degree 2 is radial: it brings M to a random orthogonal matrix, and the degree 3 then needs
    // cos > 0 of a rotation, or sin > 0 of a reflection.
    [
      'separable h2 + 0.5 h3, equal weights',
      link(2, [[2, 0], 1], [[0, 2], 1], [[3, 0], 0.5], [[0, 3], 0.5]),
      1 / 2,
    ],
    ['Re w³ + chiral degree 4: 1 − 1/(2k)', chiral, 5 / 6],
  ])('%s', (_name, f, rate) => {
    const { trapped, successes, unfinished } = censusOf(f, 150);
    expect(unfinished).toBe(0);
    expect(trapped.low).toBeLessThan(rate);
    expect(trapped.high).toBeGreaterThan(rate);
    expect(trapped.successes + successes.successes).toBe(150);
    // Narrow enough to tell the mechanisms apart.
    expect(trapped.high - trapped.low).toBeLessThan(0.17);
  });

  it.each<readonly [string, HermiteTable]>([
    ['a quadratic link on R²', denseLink(2, [2], 3)],
    ['a quadratic link on R³', denseLink(3, [2])],
    ['z1 z2', link(2, [[1, 1], 1])],
    ['Re w³', hermiteTable(2, harmonicTerms(3, 0, 1))],
    ['the staircase', link(3, [[1, 0, 0], 1], [[1, 1, 0], 1], [[1, 1, 1], 1])],
    ['h1 + h3', link(1, [[1], 1], [[3], 1])],
    ['separable h4', link(2, [[4, 0], 1], [[0, 4], 1])],
    ['radial degree 4', hermiteTable(2, radialTerms(2, 2))],
  ])('no start is trapped: %s', (_name, f) => {
    const { entries, trapped, unfinished } = censusOf(f, 40);
    expect(trapped.successes).toBe(0);
    expect(unfinished).toBe(0);
    expect(entries.map(({ kind, index }) => [kind, index])).toEqual([['global_min', 0]]);
  });
});

describe('the entries of a census', () => {
  const { entries, comparedBy } = censusOf(twoHarmonics, 60);

  it('are critical to rounding, of the kind they say, in order of loss', () => {
    expect(comparedBy).toBe('symmetries');
    const landscape = plantedLandscape(twoHarmonics, twoHarmonics);
    for (const entry of entries) {
      expect(landscape.gradientNorm(entry.M)).toBeLessThan(1e-12);
      expect(classifyState(landscape, entry.M).kind).toBe(entry.kind);
      expect(landscape.loss(entry.M)).toBe(entry.loss);
    }
    expect(entries.map(({ loss }) => loss)).toEqual(entries.map(({ loss }) => loss).sort((a, b) => a - b));
    expect(entries[0]?.kind).toBe('global_min');
  });

  it('hold the strict local maxima of the correlation: signs and places exchanged', () => {
    const found = (M: readonly number[]) =>
      entries.find((entry) => M.every((x, k) => Math.abs(x - (entry.M[k] ?? NaN)) < 1e-9));
    // The loss is half the energy of the degree 3 where a sign is wrong: (2·0.3)²/2.
    expect(found([1, 0, 0, -1])).toMatchObject({
      kind: 'spurious_min',
      loss: expect.closeTo(0.18, 12) as number,
    });
    expect(found([0, 1, 1, 0])).toMatchObject({
      kind: 'spurious_min',
      loss: expect.closeTo(0.2, 12) as number,
    });
  });

  it('count every start once', () => {
    expect(entries.reduce((sum, { basin }) => sum + basin.successes, 0)).toBe(60);
    for (const { basin } of entries) expect(basin.trials).toBe(60);
  });

  it('depend on the seed only', () => {
    expect(censusOf(twoHarmonics, 60).entries).toEqual(entries);
    expect(censusOf(twoHarmonics, 60, 1000).entries).not.toEqual(entries);
  });

  it('merge what the symmetries of the link carry into each other', () => {
    const problem = problemOf(separableH3);
    const exchange = Float64Array.of(0, 1, 1, 0);
    const starts = haarStarts(problem, 1, 12);
    const images = starts.map((M) => product(exchange, M, 2, 2, 2));
    const alone = plantedCensus(problem, starts);
    const together = plantedCensus(problem, [...starts, ...images]);
    expect(together.entries.map(({ loss }) => loss)).toEqual(alone.entries.map(({ loss }) => loss));
    expect(together.entries.map(({ basin }) => basin.successes)).toEqual(
      alone.entries.map(({ basin }) => 2 * basin.successes),
    );
  });

  it('find symmetries at an angle to the axes by themselves', () => {
    // The minima of Re w³ are the six elements of its symmetry group, of which only one reflection is a sign flip.
    const census = censusOf(hermiteTable(2, harmonicTerms(3, 0.4, 1)), 40);
    expect(census.comparedBy).toBe('symmetries');
    expect(census.entries).toHaveLength(1);
  });

  it('keep apart what no symmetry connects though loss and spectrum agree', () => {
    // M and Mᵀ: turns of Re w³ by +1/3 and −1/3.
    const { entries: found } = censusOf(chiral, 60);
    const turns = found.filter(({ loss }) => Math.abs(loss - 0.12917) < 1e-4);
    expect(turns).toHaveLength(2);
    expect(turns[0]?.hessian.coreEigenvalues[0]).toBeCloseTo(turns[1]?.hessian.coreEigenvalues[0] ?? NaN, 9);
  });

  it('ignore overlaps with directions that do not occur in the link', () => {
    const { entries: found } = censusOf(link(2, [[2, 0], 1], [[3, 0], 0.6]), 30);
    expect(found.map(({ kind }) => kind)).toEqual(['global_min', 'spurious_min']);
  });
});

describe('a start', () => {
  const h3 = link(1, [[3], 1]);
  const follow = (f: HermiteTable, m: number, horizon: number) =>
    startFollower(f, f, 'embedded', { ...FOLLOW_RULES, horizon }).follow(Float64Array.of(m)).point;

  it('that approaches a half-stable equator is trapped, one that leaves it slowly is not', () => {
    // Escape from m > 0 takes 1/(3m) = 3e5.
    expect(follow(h3, -1e-6, 1e3)?.kind).toBe('degenerate');
    expect(follow(h3, 1e-6, 1e3)).toBeNull();
    expect(follow(h3, 1e-6, 1e6)?.kind).toBe('global_min');
  });

  it('with an even exponent escapes on either side, however slowly', () => {
    // T = 1/(8m²), theory.md §7.2.
    const h4 = link(1, [[4], 1]);
    expect(follow(h4, -1e-3, 1e3)).toBeNull();
    expect(follow(h4, -1e-3, 1e6)?.kind).toBe('global_min');
  });

  it('on a saddle stays there, with an index that grows with d', () => {
    const problem = problemOf(h3, 100);
    const { entries, trapped } = plantedCensus(problem, [Float64Array.of(-1)]);
    expect(entries).toMatchObject([{ kind: 'saddle', index: 99 }]);
    expect(trapped.successes).toBe(0);
  });

  it('on the equator itself is trapped', () => {
    expect(plantedCensus(problemOf(h3), [Float64Array.of(0)]).trapped.successes).toBe(1);
  });

  it('is followed the longer, the slower its link escapes', () => {
    const horizon = (s: number, dimension: number) =>
      censusRules(problemOf(link(1, [[s], 1]), dimension)).horizon;
    expect(horizon(3, 1e4)).toBeCloseTo(1e7, 3);
    expect(horizon(4, 1e4)).toBeCloseTo(1e9, 3);
    expect(horizon(2, 1e4)).toBeCloseTo(1e5 * Math.log(1e4), 6);
    expect(horizon(12, 1e8)).toBe(1e10);
  });
});

it('a student with a link of its own: f* = h1, g = 2 h1', () => {
  const problem = { ...problemOf(link(1, [[1], 1])), student: link(1, [[1], 2]) };
  const { entries } = plantedCensus(problem, haarStarts(problem, 1, 10));
  expect(entries).toMatchObject([{ kind: 'global_min', loss: expect.closeTo(0.5, 12) as number }]);
});
