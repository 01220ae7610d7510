import { expect, it } from 'vitest';
import type { ExperimentSpec, FlowSpec } from '@shared/model/experiment';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import { startRun } from '@shared/numerics/run';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { readItinerary } from '@renderer/analyse/read-itinerary';

const FLOWS: readonly FlowSpec[] = [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }];

it.each(FLOWS)('an itinerary read from samples by the rule of the run has its stops: $kind', (flow) => {
  const experiment: ExperimentSpec = {
    id: 'ladder',
    name: 'Ladder',
    targetId: 'ladder',
    dimension: 1000,
    studentWidth: null,
    start: { kind: 'haar', seed: 4 },
    flows: [flow],
    relativeTolerance: 1e-9,
    horizon: 1e5,
    thresholds: DEFAULT_THRESHOLDS,
  };
  const link = { kind: 'preset', preset: 'additive-ladder', parameters: { r: 3 } } as const;
  const [spec] = resolveRuns(experiment, { id: 'ladder', name: 'Ladder', link });
  if (!spec) throw new Error('no run');
  const run = startRun(spec);
  while (!run.advance(10_000));
  const { outcome, samples } = run.result();
  const rules = { sameLoss: 0.01, plateauRate: null };
  const own = readItinerary({ spec, outcome, samples }, rules).itinerary;
  const again = readItinerary(
    { spec, outcome, samples },
    { ...rules, plateauRate: DEFAULT_THRESHOLDS.plateauRate },
  ).itinerary;
  expect(own.stops.length).toBeGreaterThan(1);
  expect(again.stops).toHaveLength(own.stops.length);
  again.stops.forEach((stop, i) => {
    const { loss, left, point } = own.stops[i] ?? stop;
    expect(stop.loss).toBeCloseTo(loss, 2);
    expect(stop.point?.kind).toBe(point?.kind);
    // Read to within a sample: 40 to a decade.
    if (Number.isFinite(left)) expect(Math.abs(Math.log10(stop.left / left))).toBeLessThan(0.1);
  });
});
