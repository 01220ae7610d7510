import { describe, expect, it } from 'vitest';
import { readItinerary } from '@renderer/analyse/read-itinerary';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import { startRun } from '@shared/numerics/run';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';

/** Three directions share the signal: a fall by one of them is a third of that by all. */
const [spec] = resolveRuns(
  {
    id: 'experiment',
    name: 'Two-timescale',
    targetId: 'target',
    dimension: 1e4,
    studentWidth: null,
    start: { kind: 'haar', seed: 3 },
    flows: [{ kind: 'two-timescale' }],
    relativeTolerance: 1e-9,
    horizon: 1e12,
    thresholds: DEFAULT_THRESHOLDS,
  },
  {
    id: 'target',
    name: 'Ladder',
    link: { kind: 'preset', preset: 'additive-ladder', parameters: { r: 3 } },
  },
);

describe('plateaus read off the samples of a run', () => {
  it('are those the run found itself when they are read by its own rule', () => {
    if (spec === undefined) throw new Error('no run');
    const run = startRun(spec);
    while (!run.advance(1000));
    const { outcome, samples } = run.result();
    const stopsOf = (plateauRate: number | null) =>
      readItinerary({ spec, outcome, samples }, { sameLoss: 1e-3, plateauRate }).itinerary.stops;
    const own = stopsOf(null);
    expect(own.length).toBeGreaterThan(2);
    const read = stopsOf(spec.thresholds.plateauRate);
    expect(read).toHaveLength(own.length);
    for (const [i, { entered, left }] of read.entries()) {
      // To within a sample: there are forty in a decade.
      const apart = (a: number, b = NaN) => Math.abs(Math.log10(a / b));
      if (own[i]?.entered !== 0) expect(apart(entered, own[i]?.entered)).toBeLessThan(1 / 20);
      expect(apart(left, own[i]?.left)).toBeLessThan(1 / 20);
    }
  });
});
