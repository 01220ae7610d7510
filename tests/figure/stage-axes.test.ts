import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTicks } from '@shared/figure/axis-ticks';
import { plainText } from '@shared/figure/math-text';
import { overlapThreshold, signedLog, signedLogTicks } from '@shared/figure/signed-log';
import { fractionOf, panned, valueAt, zoomed } from '@shared/figure/stage-zoom';

const scale = fc.constantFrom('log', 'linear');
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const WHOLE = [1e-2, 1e8] as const;

describe('zooming an axis', () => {
  it('keeps the value under the pointer where it is', () => {
    fc.assert(
      fc.property(scale, fc.double({ min: 0.3, max: 0.9, noNaN: true }), fraction, (of, factor, at) => {
        const under = valueAt(WHOLE, of, at);
        const range = zoomed(WHOLE, of, at, factor, WHOLE);
        expect(range).not.toBeNull();
        if (range) expect(fractionOf(range, of, under)).toBeCloseTo(at, 6);
      }),
    );
  });

  it('stays inside the whole, and is the whole again when nothing is left out', () => {
    fc.assert(
      fc.property(
        scale,
        fc.array(fc.tuple(fc.double({ min: 0.2, max: 3, noNaN: true }), fraction), { maxLength: 20 }),
        (of, steps) => {
          let range: readonly [number, number] | null = null;
          for (const [factor, at] of steps) {
            range = zoomed(range ?? WHOLE, of, at, factor, WHOLE);
            if (range === null) continue;
            expect(range[0]).toBeGreaterThanOrEqual(WHOLE[0] * (1 - 1e-9));
            expect(range[1]).toBeLessThanOrEqual(WHOLE[1] * (1 + 1e-9));
            expect(range[0]).toBeLessThan(range[1]);
          }
          expect(zoomed(range ?? WHOLE, of, 0.5, 1e12, WHOLE)).toBeNull();
        },
      ),
    );
  });

  it('keeps as much of a log axis as labels can tell apart', () => {
    const range = zoomed(WHOLE, 'log', 0.5, 1e-9, WHOLE) ?? [1, 1];
    expect(Math.log10(range[1] / range[0])).toBeCloseTo(0.01, 9);
    const labels = axisTicks({ label: [], scale: 'log', range, showLabels: true }).map(({ label }) =>
      plainText(label),
    );
    expect(labels.length).toBeGreaterThan(1);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('moves along, no further than the whole', () => {
    expect(panned([1, 100], 'log', 0.5, WHOLE)).toEqual([expect.closeTo(10, 9), expect.closeTo(1000, 6)]);
    expect(panned([1, 100], 'log', 99, WHOLE)).toEqual([expect.closeTo(1e6, 2), expect.closeTo(1e8, 0)]);
    expect(panned([10, 20], 'linear', -99, [0, 100])).toEqual([0, 10]);
  });
});

describe('a signed log scale', () => {
  const threshold = 1e-3;
  const overlap = fc.double({ min: -1, max: 1, noNaN: true });

  it('keeps the order and the sign of values', () => {
    fc.assert(
      fc.property(overlap, overlap, (a, b) => {
        fc.pre(a < b);
        expect(signedLog(a, threshold)).toBeLessThanOrEqual(signedLog(b, threshold));
        expect(signedLog(-a, threshold)).toBe(-signedLog(a, threshold));
      }),
    );
    expect(signedLog(0, threshold)).toBe(0);
  });

  it('is logarithmic beyond the threshold: a decade is about as long as the next', () => {
    const decade = signedLog(1, threshold) - signedLog(0.1, threshold);
    expect(decade).toBeCloseTo(1, 2);
    expect(signedLog(0.1, threshold) - signedLog(0.01, threshold)).toBeCloseTo(1, 1);
  });

  it('has its ticks in order, alike on both sides, every second decade labelled', () => {
    const ticks = signedLogTicks(1e-4);
    const values = ticks.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values).toEqual(values.map((value) => -value + 0).reverse());
    expect(ticks.map(({ label }) => plainText(label))).toEqual([
      '−1',
      '',
      '−10−2',
      '',
      '0',
      '',
      '10−2',
      '',
      '1',
    ]);
  });

  it('is linear only below what overlaps begin with', () => {
    expect(overlapThreshold(1000)).toBeCloseTo(1e-3, 12);
    expect(overlapThreshold(1e8)).toBeCloseTo(1e-5, 12);
  });
});
