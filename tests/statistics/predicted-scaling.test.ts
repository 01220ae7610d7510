import { compareScaling, logarithmicPreference } from '@shared/numerics/statistics/compare-scaling';
import { predictedScaling } from '@shared/numerics/statistics/predicted-scaling';
import { fitScaling, SCALING_RULES, type ScalingFit } from '@shared/numerics/statistics/scaling-fit';
import type { ScalingModel } from '@shared/numerics/statistics/scaling-data';
import { describe, expect, it } from 'vitest';

const DIMENSIONS = [1e3, 1e4, 1e5, 1e6];

function fitTimes(time: (d: number) => number, model: ScalingModel = 'power'): ScalingFit {
  const points = DIMENSIONS.map((x) => ({ x, tau: time(x), censored: false }));
  const fit = fitScaling(points, { ...SCALING_RULES, model });
  if (fit.kind !== 'fitted') throw new Error(fit.statement);
  return fit;
}

function predict(kind: 'two-timescale' | 'planted', ...exponents: readonly number[]) {
  const predicted = predictedScaling({ kind }, exponents);
  if (predicted === null) throw new Error('nothing is predicted');
  return predicted;
}

describe('predictions', () => {
  it('are those of theory.md §7.2 for one rung', () => {
    expect(predict('two-timescale', 1).growth).toEqual({ kind: 'logarithmic' });
    expect(predict('two-timescale', 3)).toEqual({ growth: { kind: 'power', exponent: 2 }, exponent: 2 });
    expect(predict('planted', 1)).toEqual({ growth: { kind: 'constant' }, exponent: 0 });
    expect(predict('planted', 2)).toEqual({ growth: { kind: 'logarithmic' }, exponent: 0 });
    expect(predict('planted', 3).exponent).toBe(0.5);
  });

  it('follow the slowest of several rungs, and say nothing of none', () => {
    expect(predict('two-timescale', 3, 2, 2).exponent).toBe(2);
    expect(predict('planted', 1, 4, 1).exponent).toBe(1);
    expect(predictedScaling({ kind: 'planted' }, [])).toBeNull();
  });
});

// Closed forms of one direction from m(0) = d^{−1/2} (expected-results.md).
const twoTimescale3 = (d: number) => (d ** 2 / 2 + d - 4 + Math.log(d - 1)) / 6;
const planted2 = (d: number) => Math.log(d - 1) / 4;
const planted1 = (d: number) => Math.atanh(Math.SQRT1_2) - Math.atanh(d ** -0.5);

describe('comparison', () => {
  it('finds the exponent of a power', () => {
    const { exponent, predictedExponent, agrees } = compareScaling(
      fitTimes(twoTimescale3),
      predict('two-timescale', 3),
    );
    expect(exponent).toBeCloseTo(2, 3);
    expect([predictedExponent, agrees]).toEqual([2, true]);
    expect(compareScaling(fitTimes(twoTimescale3), predict('two-timescale', 4)).agrees).toBe(false);
  });

  it('tells a logarithm from a power', () => {
    const power = fitTimes(planted2);
    const logarithmic = fitTimes(planted2, 'logarithmic');
    expect(compareScaling(power, predict('planted', 2)).agrees).toBeNull();
    expect(compareScaling(logarithmic, predict('planted', 2)).agrees).toBe(true);
    expect(logarithmic.line.slope).toBeCloseTo(0.25, 4);
    // d ln τ/d ln d of ln d/4 in the middle of the range.
    const { exponent } = compareScaling(logarithmic, predict('planted', 2));
    expect(exponent).toBeCloseTo(1 / Math.log(10 ** 4.5), 4);
    expect(logarithmicPreference(power, logarithmic)).toBeGreaterThan(10);
    expect(
      logarithmicPreference(fitTimes(twoTimescale3), fitTimes(twoTimescale3, 'logarithmic')),
    ).toBeLessThan(-10);
  });

  it('finds constant growth through its corrections', () => {
    const fit = fitTimes(planted1);
    expect(compareScaling(fit, predict('planted', 1))).toMatchObject({ predictedExponent: 0, agrees: true });
    expect(Math.abs(fit.line.slope)).toBeLessThan(0.01);
    expect(compareScaling(fitTimes(twoTimescale3), predict('planted', 1)).agrees).toBe(false);
  });
});
