import { mean, standardDeviation, standardError } from '@shared/numerics/statistics/moments';
import {
  ascending,
  interquartile,
  median,
  quantile,
  repeatedQuantile,
} from '@shared/numerics/statistics/order-statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from './golden/statistics.json';

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantiles', () => {
  it('are those of NumPy', () => {
    const sorted = ascending(reference.quantiles.values);
    const found = reference.quantiles.p.map((p) => quantile(sorted, p));
    found.forEach((value, i) => expect(value).toBeCloseTo(reference.quantiles.quantiles[i] ?? NaN, 14));
  });

  it('grow with p, move with the values, and mirror when the signs do', () => {
    fc.assert(
      fc.property(samples, shares, shares, (values, p, other) => {
        const sorted = ascending(values);
        const [low, high] = [Math.min(p, other), Math.max(p, other)];
        expect(quantile(sorted, low)).toBeLessThanOrEqual(quantile(sorted, high) + 1e-9);
        const mirrored = ascending(values.map((value) => -value));
        // (n − 1)p and (n − 1)(1 − p) are rounded, which moves the rank by an ulp of n.
        expect(quantile(mirrored, 1 - p)).toBeCloseTo(-quantile(sorted, p), 6);
      }),
    );
  });

  it('that need a censored value are beyond the horizon', () => {
    const sorted = ascending([Infinity, 3, 1, Infinity, 2]);
    expect(median(sorted)).toBe(3);
    expect(quantile(sorted, 0.6)).toBe(Infinity);
    expect(interquartile(sorted)).toEqual({ low: 2, high: Infinity });
    expect(quantile(sorted, 1)).toBe(Infinity);
    // Half of an even number: the middle lies between an observed and a censored value.
    expect(median(ascending([1, Infinity]))).toBe(Infinity);
    expect(median(ascending([Infinity, Infinity]))).toBe(Infinity);
  });

  it('do not exist without values, and leave NaN out', () => {
    expect(median(ascending([]))).toBeNaN();
    expect(median(ascending([NaN, 2, NaN]))).toBe(2);
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });

  it('of repeated values are those of the values written out', () => {
    const repeated = fc.array(
      fc.tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: 0, max: 4 })),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(repeated, shares, (pairs, p) => {
        pairs.sort(([a], [b]) => a - b);
        const values = pairs.map(([value]) => value);
        const writtenOut = ascending(pairs.flatMap(([value, times]) => new Array<number>(times).fill(value)));
        expect(repeatedQuantile(values, (i) => pairs[i]?.[1] ?? 0, p)).toBe(quantile(writtenOut, p));
      }),
    );
  });
});

describe('moments', () => {
  it('are exact where they are known', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 15);
    expect(standardError([1, 3])).toBe(1);
  });

  it('keep their digits far from zero', () => {
    expect(standardDeviation([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });

  it('say when there is no spread to speak of', () => {
    expect(standardDeviation([5])).toBeNaN();
    expect(mean([])).toBeNaN();
    expect(mean([1, Infinity])).toBe(Infinity);
    expect(standardDeviation([1, Infinity])).toBeNaN();
  });
});
