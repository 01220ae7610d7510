import { randomStream } from '@shared/numerics/start/generator';
import type { ScalingPoint } from '@shared/numerics/statistics/scaling-data';
import {
  fitScaling,
  SCALING_RULES,
  type ScalingFit,
  type ScalingRules,
} from '@shared/numerics/statistics/scaling-fit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const DIMENSIONS = [64, 128, 256, 512, 1024];

/** Every point, independent: what the closed forms are for. */
const EVERY_POINT: ScalingRules = { ...SCALING_RULES, estimator: 'mean', interval: 'likelihood' };

function fitted(points: readonly ScalingPoint[], rules: Partial<ScalingRules> = {}): ScalingFit {
  const fit = fitScaling(points, { ...EVERY_POINT, ...rules });
  if (fit.kind !== 'fitted') throw new Error(fit.statement);
  return fit;
}

/** τ = prefactor·d^slope·e^{scatter·N} with independent N, censored at the horizon. */
function independentTimes(
  seed: number,
  { slope, scatter, seeds, horizon }: { slope: number; scatter: number; seeds: number; horizon: number },
): readonly ScalingPoint[] {
  const stream = randomStream(seed, 0);
  return DIMENSIONS.flatMap((x) =>
    Array.from({ length: seeds }, () => {
      const tau = 0.1 * x ** slope * Math.exp(scatter * stream.normal());
      return { x, tau: Math.min(tau, horizon), censored: tau > horizon };
    }),
  );
}

/** One direction with relative exponent s from starts a/√d: τ = d^{s−1}/(2s(s − 1)a^{2s−2}) (theory.md §7.2). */
function escapeTimes(seed: number, s: number, seeds: number, horizon: number): readonly ScalingPoint[] {
  const stream = randomStream(seed, 0);
  const amplitudes = Array.from({ length: seeds }, () => stream.normal());
  return DIMENSIONS.flatMap((x) =>
    amplitudes.map((a, number) => {
      const tau = x ** (s - 1) / (2 * s * (s - 1) * a ** (2 * s - 2));
      return { x, tau: Math.min(tau, horizon), censored: tau > horizon, seed: number };
    }),
  );
}

describe('a power law', () => {
  it('is found exactly, with its prefactor and residuals', () => {
    const fit = fitted(DIMENSIONS.map((x) => ({ x, tau: 0.25 * x ** 1.5, censored: false })));
    expect(fit.method).toBe('least-squares');
    expect(fit.line.slope).toBeCloseTo(1.5, 12);
    expect(Math.exp(fit.line.intercept)).toBeCloseTo(0.25, 12);
    expect(fit.range).toEqual([64, 1024]);
    for (const residual of fit.residuals) expect(Math.abs(residual)).toBeLessThan(1e-12);
  });

  it('has a slope and interval that do not depend on units, and turn over with 1/τ', () => {
    const points = independentTimes(4, { slope: 2, scatter: 0.5, seeds: 4, horizon: 3e4 });
    const fit = fitted(points);
    const factors = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(factors, factors, (a, b) => {
        const moved = fitted(points.map((point) => ({ ...point, x: a * point.x, tau: b * point.tau })));
        expect(moved.line.slope).toBeCloseTo(fit.line.slope, 7);
        expect(moved.slopeInterval.low).toBeCloseTo(fit.slopeInterval.low, 6);
        expect(moved.slopeInterval.high).toBeCloseTo(fit.slopeInterval.high, 6);
      }),
      { numRuns: 20 },
    );
    const whole = points.filter(({ censored }) => !censored);
    const inverse = fitted(whole.map((point) => ({ ...point, tau: 1 / point.tau })));
    expect(inverse.line.slope).toBeCloseTo(-fitted(whole).line.slope, 12);
  });

  it('keeps its slope where censoring biases least squares', () => {
    const points = independentTimes(7, { slope: 2, scatter: 1, seeds: 60, horizon: 1e4 });
    const observed = points.filter(({ censored }) => !censored);
    expect(observed.length).toBeLessThan(0.7 * points.length);
    const naive = fitted(observed);
    expect(naive.slopeInterval.high).toBeLessThan(1.8);
    const fit = fitted(points);
    expect(fit.method).toBe('censored-likelihood');
    expect(fit.slopeInterval.low).toBeLessThan(2);
    expect(fit.slopeInterval.high).toBeGreaterThan(2);
    expect(Math.abs(fit.line.slope - 2)).toBeLessThan(0.15);
    expect(fit.line.scatter).toBeCloseTo(1, 0);
    // The medians at the two largest d are censored, and known to be so.
    const medians = fitted(points, { estimator: 'median', interval: 'bootstrap', replicates: 200 });
    expect(Math.abs(medians.line.slope - 2)).toBeLessThan(0.25);
    expect(medians.slopeInterval.low).toBeLessThan(2);
    expect(medians.slopeInterval.high).toBeGreaterThan(2);
  });
});

describe('coverage of the slope', () => {
  /** Share of simulated experiments whose interval holds the true slope. */
  function coverage(
    experiments: number,
    truth: number,
    pointsOf: (seed: number) => readonly ScalingPoint[],
    rules: Partial<ScalingRules>,
  ): number {
    let covered = 0;
    for (let seed = 1; seed <= experiments; seed++) {
      const { low, high } = fitted(pointsOf(seed), rules).slopeInterval;
      if (low <= truth && truth <= high) covered++;
    }
    return covered / experiments;
  }

  // Four standard errors of 400 experiments at 95 % are 4.4 %.
  it.each([
    ['nothing censored, 2 seeds', { seeds: 2, horizon: Infinity }],
    ['a third censored, 3 seeds', { seeds: 3, horizon: 2e4 }],
    ['a third censored, 20 seeds', { seeds: 20, horizon: 2e4 }],
    ['half censored, 10 seeds', { seeds: 10, horizon: 5e3 }],
  ])('of the likelihood interval: %s', (_name, { seeds, horizon }) => {
    const share = coverage(
      400,
      2,
      (seed) => independentTimes(seed, { slope: 2, scatter: 0.8, seeds, horizon }),
      {},
    );
    expect(share).toBeGreaterThan(0.906);
    expect(share).toBeLessThan(0.994);
  });

  it('of the bootstrap interval', () => {
    const pointsOf = (seed: number) =>
      independentTimes(seed, { slope: 2, scatter: 0.8, seeds: 20, horizon: 2e4 });
    const share = coverage(100, 2, pointsOf, { interval: 'bootstrap', replicates: 100 });
    // Four standard errors are 9 %.
    expect(share).toBeGreaterThan(0.86);
  });

  it('of the bootstrap interval of medians, for heavy tails with half of the last d censored', () => {
    // Different starts at every d, so that the seeds say nothing.
    const pointsOf = (seed: number) =>
      DIMENSIONS.flatMap((x, i) =>
        escapeTimes(seed * 10 + i, 3, 40, 5e5).filter((point) => point.x === x),
      ).map(({ x, tau, censored }) => ({ x, tau, censored }));
    const rules = { estimator: 'median', interval: 'bootstrap', replicates: 100 } as const;
    const share = coverage(100, 2, pointsOf, rules);
    expect(share).toBeGreaterThan(0.86);
  });
});

describe('seeds that recur at every d', () => {
  it('make the slope far better known than independent times would, which only the bootstrap by seeds sees', () => {
    const points = escapeTimes(3, 2, 30, Infinity);
    const independent = points.map(({ x, tau, censored }) => ({ x, tau, censored }));
    const rules = { estimator: 'mean', interval: 'bootstrap', replicates: 200 } as const;
    const bySeed = fitted(points, rules);
    const byPoint = fitted(independent, rules);
    // τ is d τ(a): every resample of whole seeds has slope 1.
    expect(bySeed.slopeInterval.low).toBeCloseTo(1, 10);
    expect(bySeed.slopeInterval.high).toBeCloseTo(1, 10);
    expect(byPoint.slopeInterval.high - byPoint.slopeInterval.low).toBeGreaterThan(0.3);
    expect(byPoint.slopeInterval.low).toBeLessThan(1);
    expect(byPoint.slopeInterval.high).toBeGreaterThan(1);
  });

  it('give the same interval for the same bootstrap seed', () => {
    const points = escapeTimes(3, 3, 12, 1e5);
    const rules = { interval: 'bootstrap', replicates: 100, bootstrapSeed: 9 } as const;
    expect(fitted(points, rules).slopeInterval).toEqual(fitted(points, rules).slopeInterval);
    expect(fitted(points, { ...rules, bootstrapSeed: 10 }).slopeInterval).not.toEqual(
      fitted(points, rules).slopeInterval,
    );
  });
});

describe('medians', () => {
  it('are fitted through exactly, and do not see how long the late half takes', () => {
    const points = escapeTimes(5, 3, 31, Infinity);
    const medians = fitted(points, { estimator: 'median' });
    expect(medians.line.slope).toBeCloseTo(2, 10);
    const worst = Math.max(...points.map(({ tau }) => tau));
    const later = points.map((point) =>
      point.tau > worst / 1e3 && point.x === 1024 ? { ...point, tau: 1e30 } : point,
    );
    expect(fitted(later, { estimator: 'median' }).line.slope).toBeCloseTo(2, 10);
  });
});

describe('by default', () => {
  it('heavy tails with censored runs do not bend the slope, as they do for the mean of ln τ', () => {
    const slopes = { mean: 0, median: 0 };
    const experiments = 200;
    for (let experiment = 1; experiment <= experiments; experiment++) {
      const points = DIMENSIONS.flatMap((x, i) =>
        escapeTimes(experiment * 10 + i, 3, 40, 5e6).filter((point) => point.x === x),
      );
      for (const estimator of ['mean', 'median'] as const) {
        const rules = { ...SCALING_RULES, estimator, interval: 'likelihood' } as const;
        slopes[estimator] += fitted(points, rules).line.slope / experiments;
      }
    }
    expect(Math.abs(slopes.median - 2)).toBeLessThan(0.06);
    expect(slopes.mean).toBeLessThan(1.91);
    expect([SCALING_RULES.estimator, SCALING_RULES.interval]).toEqual(['median', 'bootstrap']);
  });

  it('too few seeds for a bootstrap get the interval of the likelihood, and say so', () => {
    const few = fitted(escapeTimes(8, 2, 4, Infinity), SCALING_RULES);
    expect(few.intervalBy).toBe('likelihood');
    expect(fitted(escapeTimes(8, 2, 5, Infinity), SCALING_RULES).intervalBy).toBe('bootstrap');
    const single = DIMENSIONS.map((x) => ({ x, tau: x ** 2 * (1 + 10 / x), censored: false }));
    const fit = fitted(single, SCALING_RULES);
    expect(fit.intervalBy).toBe('likelihood');
    expect(fit.slopeInterval.high).toBeGreaterThan(fit.slopeInterval.low);
  });
});

describe('any small set of points', () => {
  it('gives a finite slope in its own interval, or a reason', () => {
    const point = fc.record({
      x: fc.constantFrom(64, 128, 256, 1e6),
      tau: fc.oneof(fc.constantFrom(1, 2), fc.double({ min: 1e-6, max: 1e15, noNaN: true })),
      censored: fc.boolean(),
    });
    const choices = fc.record({
      model: fc.constantFrom('power', 'logarithmic'),
      estimator: fc.constantFrom('mean', 'median'),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 10 }), choices, (points, rules) => {
        const fit = fitScaling(points, { ...EVERY_POINT, ...rules });
        if (fit.kind === 'unfit') return;
        const { slope, scatter } = fit.line;
        expect(Number.isFinite(slope)).toBe(true);
        expect(scatter).toBeGreaterThanOrEqual(0);
        const rounding = 1e-9 * Math.abs(slope);
        expect(fit.slopeInterval.low).toBeLessThanOrEqual(slope + rounding);
        expect(fit.slopeInterval.high).toBeGreaterThanOrEqual(slope - rounding);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a logarithmic law', () => {
  it('is found exactly', () => {
    const fit = fitted(
      DIMENSIONS.map((x) => ({ x, tau: 0.5 * Math.log(x) + 3, censored: false })),
      { model: 'logarithmic' },
    );
    expect(fit.line.slope).toBeCloseTo(0.5, 12);
    expect(fit.line.intercept).toBeCloseTo(3, 11);
  });
});

describe('points that say nothing', () => {
  const good = DIMENSIONS.map((x) => ({ x, tau: x, censored: false }));

  it('are counted and listed, never dropped silently', () => {
    const points: readonly ScalingPoint[] = [
      ...good,
      { x: 0, tau: 1, censored: false },
      { x: 100, tau: Infinity, censored: false },
      { x: 100, tau: NaN, censored: true },
      { x: 2000, tau: 5, censored: false },
      { x: 100, tau: 50, censored: true },
    ];
    const fit = fitted(points, { range: [64, 1024] });
    expect(fit.counts).toEqual({ observed: 5, censored: 1, outsideRange: 1, unusable: 3, distinctX: 6 });
    expect(fit.uses.slice(5)).toEqual(['unusable', 'unusable', 'unusable', 'outside-range', 'censored']);
    expect([...fit.residuals.slice(5, 9)]).toEqual([NaN, NaN, NaN, NaN]);
    expect(fit.line.slope).toBeCloseTo(1, 8);
  });

  it.each<readonly [string, readonly ScalingPoint[], Partial<ScalingRules>, string, RegExp]>([
    ['none', [], {}, 'no-points', /Widen the range or add runs/],
    ['none in range', good, { range: [1, 2] }, 'no-points', /Widen the range/],
    ['all censored', good.map((p) => ({ ...p, censored: true })), {}, 'all-censored', /Raise the horizon/],
    ['one x', good.map((p) => ({ ...p, x: 64 })), {}, 'one-x', /a slope needs two/],
    ['the rest censored', good.map((p) => ({ ...p, censored: p.x > 64 })), {}, 'one-x', /Add dimensions/],
    ['two', good.slice(0, 2), {}, 'too-few-points', /at least three/],
    ['two medians', good.slice(0, 2), { estimator: 'median' }, 'too-few-points', /three medians/],
  ])('refuse a fit: %s', (_name, points, rules, reason, statement) => {
    const fit = fitScaling(points, { ...EVERY_POINT, ...rules });
    expect(fit).toMatchObject({
      kind: 'unfit',
      reason,
      statement: expect.stringMatching(statement) as string,
    });
  });
});
