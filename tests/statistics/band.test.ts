import { bandOf, INTERQUARTILE_BAND, type BandKind } from '@shared/numerics/statistics/band';
import { BOOTSTRAP_RULES } from '@shared/numerics/statistics/resampling';
import { randomStream } from '@shared/numerics/start/generator';
import { describe, expect, it } from 'vitest';

const grid = Float64Array.of(1, 10, 100);
/** Columns 1 2 3 4, 5 – 7 9, – – – 8. */
const values = Float64Array.of(1, 5, NaN, 2, NaN, NaN, 3, 7, NaN, 4, 9, 8);
const curves = { grid, values };

describe('a band', () => {
  it('of quantiles has the median in the middle and says how many curves it rests on', () => {
    const band = bandOf(curves, INTERQUARTILE_BAND);
    expect([...band.count]).toEqual([4, 3, 1]);
    expect([...band.centre]).toEqual([2.5, 7, 8]);
    expect([...band.lower]).toEqual([1.75, 6, 8]);
    expect([...band.upper]).toEqual([3.25, 8, 8]);
  });

  it('of deviations and of standard errors lies about the mean', () => {
    const sd = bandOf(curves, { kind: 'sd' });
    const sem = bandOf(curves, { kind: 'sem' });
    expect([...sd.centre]).toEqual([2.5, 7, 8]);
    expect(sd.upper[1]).toBe(9);
    expect(sd.lower[1]).toBe(5);
    expect(sd.upper[2]).toBeNaN();
    expect((sem.upper[0] ?? NaN) - 2.5).toBeCloseTo(Math.sqrt(5 / 3) / 2, 14);
  });

  it('has no value where no curve has one', () => {
    const band = bandOf({ grid: Float64Array.of(1), values: Float64Array.of(NaN, NaN) }, { kind: 'sd' });
    expect(band).toEqual({
      centre: Float64Array.of(NaN),
      lower: Float64Array.of(NaN),
      upper: Float64Array.of(NaN),
      count: Uint32Array.of(0),
    });
    expect(
      bandOf({ grid: new Float64Array(0), values: new Float64Array(0) }, { kind: 'sem' }).count,
    ).toHaveLength(0);
  });

  it('keeps what is beyond the horizon there', () => {
    const late = { grid: Float64Array.of(1), values: Float64Array.of(1, 2, Infinity) };
    const band = bandOf(late, { kind: 'quantile', lower: 0.05, upper: 0.95 });
    expect([band.centre[0], band.upper[0]]).toEqual([2, Infinity]);
  });
});

describe('a bootstrap band', () => {
  const kind = (of: 'mean' | 'median', seed = 1): BandKind => ({
    kind: 'bootstrap-ci',
    of,
    rules: { ...BOOTSTRAP_RULES, seed },
  });

  it('is the same for the same seed, and close to it for another', () => {
    const n = 200;
    const stream = randomStream(5, 0);
    const normal = {
      grid: Float64Array.of(1),
      values: Float64Array.from({ length: n }, () => stream.normal()),
    };
    const band = bandOf(normal, kind('mean'));
    expect(bandOf(normal, kind('mean'))).toEqual(band);
    const other = bandOf(normal, kind('mean', 2));
    expect(other.lower[0]).not.toBe(band.lower[0]);
    expect(other.lower[0]).toBeCloseTo(band.lower[0] ?? NaN, 1);
    // For many values the interval of the mean is the normal one, mean ± 1.96 SEM.
    const sem = bandOf(normal, { kind: 'sem' });
    const half = ((sem.upper[0] ?? NaN) - (sem.lower[0] ?? NaN)) / 2;
    const ratio = ((band.upper[0] ?? NaN) - (band.lower[0] ?? NaN)) / (2 * 1.96 * half);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  it('resamples whole curves: parallel curves have parallel ends', () => {
    const parallel = Float64Array.from(
      [1, 4, 6, 9, 15].flatMap((height) => [height, height + 100, height - 7]),
    );
    for (const of of ['mean', 'median'] as const) {
      const { lower, upper } = bandOf({ grid, values: parallel }, kind(of));
      for (const end of [lower, upper]) {
        expect((end[1] ?? NaN) - (end[0] ?? NaN)).toBeCloseTo(100, 10);
        expect((end[2] ?? NaN) - (end[0] ?? NaN)).toBeCloseTo(-7, 10);
      }
    }
  });

  it('covers the true median and mean about as often as it says', () => {
    const stream = randomStream(11, 0);
    const experiments = 400;
    const n = 40;
    // One grid point per experiment would share resamples; one experiment after the other does not.
    const rules = { level: 0.9, replicates: 300, seed: 3 };
    const covered = { mean: 0, median: 0 };
    for (let experiment = 0; experiment < experiments; experiment++) {
      const sample = Float64Array.from({ length: n }, () => stream.normal());
      for (const of of ['mean', 'median'] as const) {
        const band = bandOf(
          { grid: Float64Array.of(1), values: sample },
          { kind: 'bootstrap-ci', of, rules },
        );
        if ((band.lower[0] ?? NaN) <= 0 && 0 <= (band.upper[0] ?? NaN)) covered[of]++;
      }
    }
    // Percentile intervals of 40 values cover a little less than they say; four standard errors are 6 %.
    for (const of of ['mean', 'median'] as const) {
      expect(covered[of] / experiments).toBeGreaterThan(0.82);
      expect(covered[of] / experiments).toBeLessThan(0.96);
    }
  });
});
