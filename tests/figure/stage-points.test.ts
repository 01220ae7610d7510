import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSamples } from '@shared/model/run';
import { MOST_POINTS, visibleSamples } from '@shared/figure/stage-points';

/** One singular value and a 1 × 2 overlap; every column tells which sample it belongs to. */
function samplesAt(t: readonly number[] | Float64Array): RunSamples {
  const times = Float64Array.from(t);
  const index = times.map((_, i) => i);
  const pairs = Float64Array.from({ length: 2 * times.length }, (_, k) => k);
  return { t: times, loss: index, gradientNorm: index, singularValues: index, overlap: pairs };
}

describe('the samples a time axis shows', () => {
  it('are all of them when they are few, without a copy', () => {
    const samples = samplesAt([0, 1, 10, 100]);
    expect(visibleSamples(samples, [0.1, 1000], 'log')).toBe(samples);
  });

  it('are those of the range and one more on either side', () => {
    const seen = visibleSamples(samplesAt([0, 1, 10, 100, 1e3, 1e4]), [20, 200], 'log');
    expect([...seen.t]).toEqual([10, 100, 1e3]);
    expect([...seen.overlap]).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('keep at least thirty points of each decade of a long run at every zoom', () => {
    // 2·10⁵ steps evenly spaced in t: down-sampling by index would leave two points before t = 10.
    const samples = samplesAt(Float64Array.from({ length: 200_000 }, (_, i) => i * 0.05));
    for (const range of [
      [0.1, 1e4],
      [1, 100],
      [10, 1e4],
      [1e3, 1e4],
    ] as const) {
      const { t } = visibleSamples(samples, range, 'log');
      expect(t.length).toBeLessThanOrEqual(MOST_POINTS + 2);
      for (let low = range[0]; low < range[1]; low *= 10) {
        const there = samples.t.filter((time) => time >= low && time < 10 * low).length;
        const drawn = t.filter((time) => time >= low && time < 10 * low).length;
        expect(drawn, `${low} of ${range.join()}`).toBeGreaterThanOrEqual(Math.min(30, there));
      }
    }
  });

  it.each(['log', 'linear'] as const)('keep both ends of a jump on a %s axis', (scale) => {
    const late = Array.from({ length: 3000 }, (_, i) => 1 + i);
    const samples = samplesAt([...late, 5e5, 5e5 + 1e-3, ...late.map((t) => 6e5 + 100 * t)]);
    const { t } = visibleSamples(samples, [scale === 'log' ? 1 : 0, 1e6], scale);
    expect([...t]).toContain(5e5);
    expect([...t]).toContain(5e5 + 1e-3);
  });

  it('are in order, whole rows, the first and last of what there is', () => {
    const steps = fc.array(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 400 });
    fc.assert(
      fc.property(steps, fc.constantFrom('log' as const, 'linear' as const), (gaps, scale) => {
        let time = 0;
        const samples = samplesAt([0, ...gaps.map((gap) => (time += gap))]);
        const { t, loss, overlap } = visibleSamples(samples, [1e-7, 1e9], scale, 40);
        expect(t[0]).toBe(0);
        expect(t.at(-1)).toBe(samples.t.at(-1));
        t.forEach((value, i) => {
          expect(value).toBe(samples.t[loss[i] ?? -1]);
          expect(overlap[2 * i]).toBe(2 * (loss[i] ?? -1));
          if (i > 0) expect(loss[i]).toBeGreaterThan(loss[i - 1] ?? Infinity);
        });
        expect(t.length).toBeLessThanOrEqual(42);
      }),
    );
  });
});
