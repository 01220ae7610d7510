import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import type { RunSpec } from '@shared/model/run';
import { runItinerary } from '@shared/numerics/itinerary/itinerary';
import { startRun } from '@shared/numerics/run';
import { GENERATOR } from '@shared/numerics/start/generator';
import { stopStatistics } from '@shared/numerics/statistics/stop-statistics';

/** f = (h1(z1) + h2(z2) + h3(z3))/√3: plateaus at losses ½, ⅓, ⅙ and 0 (expected-results). */
const c = 1 / Math.sqrt(3);
const ladder: RunSpec['link'] = {
  r: 3,
  terms: [
    { beta: [1, 0, 0], c },
    { beta: [0, 2, 0], c },
    { beta: [0, 0, 3], c },
  ],
};

function itineraryOf(seed: number, horizon: number) {
  const spec: RunSpec = {
    link: ladder,
    flow: { kind: 'two-timescale' },
    dimension: 1000,
    studentWidth: 3,
    start: { kind: 'haar', seed },
    generator: GENERATOR,
    relativeTolerance: 1e-8,
    absoluteTolerance: 1e-20,
    horizon,
    thresholds: DEFAULT_THRESHOLDS,
    samplesPerDecade: 40,
    firstSampleTime: 1e-2,
  };
  const run = startRun(spec);
  while (!run.advance(1e5));
  return runItinerary(spec, run.result().outcome, null);
}

describe('the stops of an ensemble', () => {
  const long = [1, 2, 3, 4, 5].map((seed) => itineraryOf(seed, 1e10));
  const classes = stopStatistics(long, 0.005);

  it('are the saddles of the ladder, from the highest loss to the lowest, and every run stops at each', () => {
    expect(classes.map(({ loss }) => Math.round(loss * 6) / 6)).toEqual([1 / 2, 1 / 3, 1 / 6, 0]);
    expect(classes.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    for (const { frequency } of classes) expect(frequency).toMatchObject({ successes: 5, trials: 5 });
    expect(classes.map(({ kind }) => kind)).toEqual(['saddle', 'degenerate', 'degenerate', 'global_min']);
  });

  it('have waits as predicted: the ratio of measured to predicted is near 1 where waits are long', () => {
    for (const { ratio } of classes.slice(1, 3)) {
      expect(ratio.count).toBe(5);
      expect(ratio.median).toBeGreaterThan(0.9);
      expect(ratio.median).toBeLessThan(1.1);
    }
  });

  it('count a run that ended on one as staying beyond what was seen', () => {
    const last = classes[3];
    expect(last?.dwell).toMatchObject({ median: Infinity, low: Infinity, count: 5 });
    expect(classes[1]?.dwell.high).toBeLessThan(Infinity);
    const mixed = stopStatistics([...long, itineraryOf(6, 300)], 0.005);
    const stuck = mixed.find(({ visits }) => visits.some(({ run }) => run === 5) && visits.length > 1);
    expect(stuck?.dwell.count).toBe(stuck?.visits.length);
  });

  it('are kept apart when their losses differ by more than asked, and put together when not', () => {
    expect(stopStatistics(long, 0)).not.toHaveLength(0);
    const together = stopStatistics(long, 1);
    // Of one kind and index, whatever their loss.
    expect(together.length).toBeLessThan(classes.length);
    expect(together.reduce((sum, { visits }) => sum + visits.length, 0)).toBe(
      classes.reduce((sum, { visits }) => sum + visits.length, 0),
    );
  });

  it('of no runs are none', () => {
    expect(stopStatistics([], 0.01)).toEqual([]);
  });
});
