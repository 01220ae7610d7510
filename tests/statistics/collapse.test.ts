import { randomStream } from '@shared/numerics/start/generator';
import { fitCollapseExponent, type ConditionCurves } from '@shared/numerics/statistics/collapse-exponent';
import { collapseScore } from '@shared/numerics/statistics/collapse-score';
import type { Curve } from '@shared/numerics/statistics/curve-grid';
import { BOOTSTRAP_RULES } from '@shared/numerics/statistics/resampling';
import { parseRescaling, rescaleTimes } from '@shared/numerics/statistics/rescaling';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from './golden/statistics.json';

const DIMENSIONS = [64, 128, 256, 512];

const logTimes = (from: number, to: number, n = 121): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => 10 ** (from + ((to - from) * i) / (n - 1)));

/** Loss ½/(1 + t/d²): the same curve of t/d² for every d. */
const lossAt = (t: number, d: number): number => 0.5 / (1 + t / d ** 2);

const conditions = (rows: (d: number) => readonly number[] = () => [1]): readonly ConditionCurves[] =>
  DIMENSIONS.map((d) => {
    const grid = logTimes(-1, 8);
    return {
      variables: { d, q: 1, r: 1, k: 3, s: 3 },
      grid,
      values: Float64Array.from(rows(d).flatMap((delay) => Array.from(grid, (t) => lossAt(t / delay, d)))),
    };
  });

const rescaled = (formula: string): readonly Curve[] =>
  conditions().map(({ variables, grid, values }) => ({
    t: rescaleTimes(parseRescaling(formula), variables, grid),
    values,
  }));

describe('the score', () => {
  it('is that of the reference', () => {
    const { curves, score, from, to } = reference.collapse;
    const found = collapseScore(curves.map(({ t, values }) => ({ t: Float64Array.from(t), values })));
    expect(found?.from).toBeCloseTo(from, 12);
    expect(found?.to).toBeCloseTo(to, 12);
    expect(found?.score).toBeCloseTo(score, 10);
  });

  it('is 1 for curves of one function, and lower for another scaling', () => {
    expect(collapseScore(rescaled('t/d^(k-1)'))?.score).toBeGreaterThan(0.9999);
    const raw = collapseScore(rescaled('t'));
    const half = collapseScore(rescaled('t/d'));
    expect(raw?.score).toBeLessThan(0.95);
    expect(half?.score).toBeGreaterThan(raw?.score ?? NaN);
    expect(half?.score).toBeLessThan(0.99);
    expect(collapseScore(rescaled('t/d^3'))?.score).toBeLessThan(0.99);
  });

  it('is 0 when x explains nothing, and in [0, 1] always', () => {
    const flat = (height: number): Curve => ({ t: Float64Array.of(1, 10), values: [height, height] });
    expect(collapseScore([flat(0), flat(1)])?.score).toBe(0);
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), (rows) => {
        const curves = rows.map((row, i) => ({ t: Float64Array.of(1, 2, 4, 8, 16 + i), values: row }));
        const score = collapseScore(curves)?.score ?? NaN;
        fc.pre(!Number.isNaN(score));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on units of x and y', () => {
    const curves = rescaled('t/d');
    const moved = curves.map(({ t, values }) => ({
      t: t.map((x) => 1000 * x),
      values: Array.from(values, (y) => 5 - 3 * y),
    }));
    expect(collapseScore(moved)?.score).toBeCloseTo(collapseScore(curves)?.score ?? NaN, 8);
  });

  it('says over which share of the axis it is taken, and that there is none without overlap', () => {
    const ramp = (from: number, to: number): Curve => ({
      t: Float64Array.of(0, from, to),
      values: [0, 0, 1],
    });
    expect(collapseScore([ramp(1, 100), ramp(10, 1000)])).toMatchObject({
      from: 10,
      to: 100,
      share: expect.closeTo(1 / 3, 12) as number,
    });
    expect(collapseScore([ramp(1, 10), ramp(20, 30)])).toBeNull();
    expect(collapseScore([ramp(1, 10)])).toBeNull();
    expect(collapseScore([])).toBeNull();
    const still = { t: Float64Array.of(1, 10), values: [2, 2] };
    expect(collapseScore([still, still])?.score).toBeNaN();
  });
});

describe('the exponent of the best collapse', () => {
  const byExponent = parseRescaling('t/d^a');
  const search = { low: 0, high: 5 };

  it('is the true one', () => {
    const best = fitCollapseExponent(conditions(), byExponent, search);
    expect(best?.exponent).toBeCloseTo(2, 3);
    expect(best?.score.score).toBeGreaterThan(0.9999);
    expect(best?.interval).toBeNull();
  });

  it('comes with an interval over the seeds, the same each time', () => {
    const stream = randomStream(2, 0);
    const ensemble = conditions(() => Array.from({ length: 25 }, () => Math.exp(stream.normal())));
    const bootstrap = { ...BOOTSTRAP_RULES, replicates: 40 };
    const best = fitCollapseExponent(ensemble, byExponent, search, bootstrap);
    expect(best?.interval?.low).toBeLessThan(2);
    expect(best?.interval?.high).toBeGreaterThan(2);
    expect((best?.interval?.high ?? NaN) - (best?.interval?.low ?? NaN)).toBeLessThan(1);
    expect(best?.interval?.low).toBeLessThanOrEqual(best?.exponent ?? NaN);
    expect(fitCollapseExponent(ensemble, byExponent, search, bootstrap)).toEqual(best);
  });

  it('is exact when every seed is only slower than another by the same factor at every d', () => {
    const stream = randomStream(6, 0);
    const delays = Array.from({ length: 12 }, () => Math.exp(stream.normal()));
    const ensemble = conditions(() => delays);
    const bootstrap = { ...BOOTSTRAP_RULES, replicates: 20 };
    const seeds = delays.map((_, seed) => seed);
    const width = (curves: readonly ConditionCurves[]): number => {
      const interval = fitCollapseExponent(curves, byExponent, search, bootstrap)?.interval;
      return (interval?.high ?? NaN) - (interval?.low ?? NaN);
    };
    expect(width(ensemble.map((condition) => ({ ...condition, seeds })))).toBeLessThan(0.01);
    expect(width(ensemble)).toBeGreaterThan(0.1);
    const few = fitCollapseExponent(
      conditions(() => [1, 2]),
      byExponent,
      search,
      bootstrap,
    );
    expect(few?.interval).toBeNull();
  });

  it('needs an exponent in the formula, and curves that overlap', () => {
    expect(() => fitCollapseExponent(conditions(), parseRescaling('t/d'), search)).toThrow(
      /no exponent to fit/,
    );
    expect(fitCollapseExponent(conditions().slice(0, 1), byExponent, search)).toBeNull();
  });
});
