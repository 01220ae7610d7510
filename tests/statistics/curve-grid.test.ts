import { commonLogGrid, resampleCurves } from '@shared/numerics/statistics/curve-grid';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const curve = (t: readonly number[], values: readonly number[]) => ({ t: Float64Array.from(t), values });

describe('resampling onto a common grid', () => {
  it('is linear in ln t, linear in t from t = 0, and never extrapolates', () => {
    const { values } = resampleCurves(
      [curve([0, 1, 100], [2, 4, 8])],
      Float64Array.of(0, 0.25, 1, 10, 100, 101),
    );
    expect([...values].slice(0, 5)).toEqual([2, 2.5, 4, expect.closeTo(6, 13), 8]);
    expect(values[5]).toBeNaN();
    const late = resampleCurves([curve([5, 6], [1, 1])], Float64Array.of(4.9, 5, 6.1));
    expect([...late.values]).toEqual([NaN, 1, NaN]);
  });

  it('reproduces every a + b ln t exactly, whatever the recorded times', () => {
    const times = fc.uniqueArray(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), {
      minLength: 2,
      maxLength: 20,
    });
    const slopes = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(times, slopes, fc.double({ min: 0, max: 1, noNaN: true }), (unsorted, b, share) => {
        const t = [...unsorted].sort((x, y) => x - y);
        const [first = 1, last = 1] = [t[0], t[t.length - 1]];
        const time = Math.min(Math.max(first * (last / first) ** share, first), last);
        const { values } = resampleCurves(
          [
            curve(
              t,
              t.map((x) => 1 + b * Math.log(x)),
            ),
          ],
          Float64Array.of(time),
        );
        expect(values[0]).toBeCloseTo(1 + b * Math.log(time), 8);
      }),
    );
  });

  it('leaves gaps where values are missing, one row per curve', () => {
    const grid = Float64Array.of(1, 2, 3, 4);
    const { values } = resampleCurves([curve([1, 3, 4], [1, NaN, 2]), curve([2, 4], [0, 2])], grid);
    expect([...values.slice(0, 4)]).toEqual([1, NaN, NaN, 2]);
    expect([...values.slice(4)]).toEqual([NaN, 0, expect.closeTo(1.17, 2), 2]);
  });
});

describe('the common grid', () => {
  it('has the same points per decade, at the same places, for any curves', () => {
    const short = commonLogGrid([curve([0, 0.5, 30], [0, 0, 0])], 4);
    const long = commonLogGrid([curve([0, 0.5, 30], [0, 0, 0]), curve([0, 0.01, 1e4], [0, 0, 0])], 4);
    expect(long).toHaveLength(6 * 4 + 1);
    expect(long[0]).toBe(0.01);
    expect(long[24]).toBe(1e4);
    for (const time of short) expect(long).toContain(time);
    expect(short[0]).toBeGreaterThanOrEqual(0.5);
    expect(short.at(-1)).toBeLessThanOrEqual(30);
  });

  it('is empty without positive times', () => {
    expect(commonLogGrid([curve([0], [1])], 10)).toHaveLength(0);
    expect(commonLogGrid([], 10)).toHaveLength(0);
  });
});
