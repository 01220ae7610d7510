import type { FlowSpec, StartSpec } from '@shared/model/experiment';
import type { RunSpec } from '@shared/model/run';
import { CLASSIFICATION_RULES } from '@shared/numerics/critical/classify';
import { harmonicTerms } from '@shared/numerics/link/rotational-links';
import {
  ITINERARY_RULES,
  runItinerary,
  type Itinerary,
  type ItineraryStop,
} from '@shared/numerics/itinerary/itinerary';
import { describe, expect, it } from 'vitest';
import {
  ADDITIVE_LADDER,
  completeRun,
  PLANTED,
  runSpec,
  scaledIdentity,
  STAIRCASE,
  TWO_TIMESCALE,
} from '../numerics/run-examples';

type Terms = Parameters<typeof runSpec>[0];

function itineraryOf(
  terms: Terms,
  flow: FlowSpec,
  start: StartSpec,
  changes: Partial<RunSpec> = {},
): Itinerary {
  const spec = runSpec(terms, { flow, start, ...changes });
  const { outcome, samples } = completeRun(spec);
  expect(outcome.stopReason).toBe('horizon');
  return runItinerary(spec, outcome, samples);
}

const haar = (seed: number): StartSpec => ({ kind: 'haar', seed });

describe('the additive ladder, two-timescale, d = 1e6', () => {
  const d = 1e6;
  const { stops, escapes } = itineraryOf(ADDITIVE_LADDER, TWO_TIMESCALE, scaledIdentity(3, d), {
    dimension: d,
    horizon: 1e14,
  });

  it('stops at the rungs, in order', () => {
    expect(stops.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    // Plateau losses 1/2, 1/3, 1/6, 0 (expected-results).
    stops.forEach(({ loss, point }, k) => {
      expect(loss).toBeCloseTo((3 - k) / 6, 5);
      expect(point?.loss).toBeCloseTo((3 - k) / 6, 12);
    });
    stops.forEach(({ entered, left, dwell, open }, k) => {
      expect(dwell).toBe(left - entered);
      expect(open).toBe(k === 3);
      const next = stops[k + 1];
      if (next) expect(next.entered).toBeGreaterThan(left);
    });
  });

  it('belongs to the ideal saddles G = P_E', () => {
    stops.forEach(({ point }, k) => {
      expect(point?.ideal).toBe(true);
      const projector = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => (i === j && i < k ? 1 : 0)));
      projector.forEach((x, entry) => expect(point?.M[entry]).toBeCloseTo(x, 6));
    });
  });

  it('is strict only where the relative exponent is 1 (theory.md §6)', () => {
    expect(stops.map(({ point }) => point?.kind)).toEqual([
      'saddle',
      'degenerate',
      'degenerate',
      'global_min',
    ]);
    expect(stops.map(({ point }) => (point?.index ?? 0) > 0)).toEqual([true, false, false, false]);
    // At 0 every column of W may turn towards z1: D(0) = T₁T₁ᵀ = 1/3 in that direction.
    expect(stops[0]?.point?.index).toBe(3);
    expect(stops[0]?.point?.hessian.coreEigenvalues[0]).toBeCloseTo(-1 / 3, 8);
  });

  it('knows where it goes next: from the Hessian, or where that is flat from the run', () => {
    const { escape } = stops[0]?.point?.hessian ?? {};
    const rows = [0, 1, 2].map((i) => Math.hypot(...(escape?.overlapChange.slice(3 * i, 3 * i + 3) ?? [])));
    [1, 0, 0].forEach((x, i) => expect(rows[i]).toBeCloseTo(x, 10));
    for (const [stop, entry] of [
      [1, 4],
      [2, 8],
    ] as const) {
      const { point } = stops[stop] ?? {};
      expect(point?.hessian.escape).toBeNull();
      const departure = point?.departure ?? new Float64Array(9);
      expect(
        departure.reduce((most, x, k) => (Math.abs(x) > Math.abs(departure[most] ?? 0) ? k : most), 0),
      ).toBe(entry);
    }
  });

  it('waits as long as predicted', () => {
    expect(escapes.map(({ exponent }) => exponent)).toEqual([1, 2, 3]);
    expect(escapes.map(({ stop }) => stop)).toEqual([0, 1, 2]);
    for (const { measured, predicted } of escapes) {
      expect((measured ?? NaN) / (predicted ?? NaN)).toBeCloseTo(1, 7);
    }
    for (const { waiting } of stops.slice(0, 3)) {
      expect((waiting.measured ?? NaN) / (waiting.predicted ?? NaN)).toBeCloseTo(1, 7);
    }
    // Waiting times ½·3·ln d, d and d² to leading order (theory.md §7.2).
    expect(stops[0]?.waiting.measured).toBeCloseTo(1.5 * Math.log(d), 1);
    expect(stops[3]?.waiting).toEqual({ measured: null, predicted: null });
  });
});

describe('other ladders', () => {
  it('a small dimension, where overlaps on the first plateau are not small', () => {
    const { stops } = itineraryOf(ADDITIVE_LADDER, TWO_TIMESCALE, scaledIdentity(3, 64), {
      dimension: 64,
      horizon: 1e5,
    });
    expect(stops.map(({ point }) => point?.kind)).toEqual([
      'saddle',
      'degenerate',
      'degenerate',
      'global_min',
    ]);
    expect(stops.map(({ point }) => point?.ideal)).toEqual([true, true, true, true]);
  });

  it('the staircase: strict saddles all the way', () => {
    const { stops, escapes } = itineraryOf(STAIRCASE, TWO_TIMESCALE, haar(2), { horizon: 1e4 });
    expect(stops.map(({ point }) => point?.kind)).toEqual(['saddle', 'saddle', 'saddle', 'global_min']);
    for (const { point } of stops.slice(0, 3))
      expect(point?.hessian.escape?.eigenvalue).toBeCloseTo(-1 / 3, 8);
    expect(escapes.map(({ stop }) => stop)).toEqual([0, 1, 2]);
  });

  it('the hidden ladder of z1 z2 z3: exponents 3, 2, 2 and no strict saddle', () => {
    const { stops, escapes } = itineraryOf([[[1, 1, 1], 1]], TWO_TIMESCALE, haar(3), {
      dimension: 1e3,
      horizon: 1e10,
    });
    expect(stops.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    expect(stops.map(({ point }) => point?.kind)).toEqual([
      'degenerate',
      'degenerate',
      'degenerate',
      'global_min',
    ]);
    expect(escapes.map(({ exponent }) => exponent)).toEqual([3, 2, 2]);
    // First the best direction (1, 1, 1)/√3 up to signs: f* there is (√6/√27) h3, so L = (1 − 6/27)/2.
    expect(stops[1]?.point?.loss).toBeCloseTo((1 - 6 / 27) / 2, 10);
    expect(stops[1]?.point?.ideal).toBe(true);
    const row = stops[1]?.point?.M ?? new Float64Array(9);
    for (const i of [0, 1, 2])
      expect(Math.hypot(...row.slice(3 * i, 3 * i + 3))).toBeCloseTo(Math.sqrt(1 / 3), 6);
  });

  it('a rotated ladder has the same stops', () => {
    // h1 + h2 in axes turned by 0.5, built from the degrees: a = (cos, sin), b = (−sin, cos).
    const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
    const terms: Terms = [
      [[1, 0], c],
      [[0, 1], s],
      [[2, 0], s * s],
      [[1, 1], -Math.SQRT2 * s * c],
      [[0, 2], c * c],
    ];
    const { stops } = itineraryOf(terms, TWO_TIMESCALE, haar(5), { horizon: 1e8 });
    expect(stops.map(({ point }) => point?.kind)).toEqual(['saddle', 'degenerate', 'global_min']);
    const G = gram(stops[1]?.point?.M ?? new Float64Array(4));
    [c * c, c * s, c * s, s * s].forEach((x, k) => expect(G[k]).toBeCloseTo(x, 6));
  });

  it('q > r: a student with columns to spare', () => {
    const { stops } = itineraryOf(
      [
        [[1, 0], 1],
        [[0, 2], 1],
      ],
      TWO_TIMESCALE,
      haar(4),
      { studentWidth: 3, horizon: 1e8 },
    );
    expect(stops.map(({ point }) => point?.kind)).toEqual(['saddle', 'degenerate', 'global_min']);
  });

  it('a start of rank one ends on the saddle it cannot leave', () => {
    const start: StartSpec = {
      kind: 'explicit',
      overlap: [
        [0.01, 0.02],
        [0.01, 0.02],
      ],
    };
    const { stops, escapes } = itineraryOf([[[1, 1], 1]], TWO_TIMESCALE, start, { horizon: 1e8 });
    expect(stops.at(-1)).toMatchObject({ open: true, rank: 1, point: { kind: 'degenerate', ideal: true } });
    expect(escapes.map(({ measured }) => measured === null)).toEqual([false, true]);
    expect(escapes[1]?.stop).toBeNull();
  });
});

describe('planted', () => {
  const chiral: Terms = [...harmonicTerms(3, 0, 1), ...harmonicTerms(4, 0.7, 0.3)].map(({ beta, c }) => [
    beta,
    c,
  ]);

  it('Re w³ + a chiral degree 4 ends in a spurious minimum or the global one', () => {
    const ends = [1, 2, 3, 4, 5, 6].map((seed) =>
      last(itineraryOf(chiral, PLANTED, haar(seed), { horizon: 1e5, absoluteTolerance: 1e-14 }).stops),
    );
    for (const { point, open } of ends) {
      expect(open).toBe(true);
      expect(['spurious_min', 'global_min']).toContain(point?.kind);
      expect(point?.index).toBe(0);
      expect(point?.gradientNorm).toBeLessThan(1e-9);
    }
    expect(new Set(ends.map(({ point }) => point?.kind)).size).toBe(2);
  });

  it('a half-stable equator is a degenerate stop', () => {
    const { stops, escapes } = itineraryOf(
      [[[3], 1]],
      PLANTED,
      { kind: 'explicit', overlap: [[-0.01]] },
      { horizon: 1e6 },
    );
    expect(stops).toHaveLength(1);
    expect(stops[0]?.point).toMatchObject({ kind: 'degenerate', ideal: true, index: 0 });
    expect(escapes).toMatchObject([{ measured: null, predicted: null, stop: null }]);
  });

  it('the additive ladder loses its first two rungs at once and waits for the third', () => {
    const { stops, escapes } = itineraryOf(ADDITIVE_LADDER, PLANTED, scaledIdentity(3, 1e4), {
      horizon: 1e6,
    });
    expect(last(stops)).toMatchObject({ rank: 3, point: { kind: 'global_min' } });
    const third = escapes[2];
    expect((third?.measured ?? NaN) / (third?.predicted ?? NaN)).toBeCloseTo(1, 6);
    expect(stops[third?.stop ?? -1]).toMatchObject({ rank: 2, point: { kind: 'degenerate' } });
  });
});

describe('rules', () => {
  const spec = runSpec(ADDITIVE_LADDER, {
    flow: TWO_TIMESCALE,
    start: scaledIdentity(3, 1e4),
    horizon: 1e12,
  });
  const { outcome, samples } = completeRun(spec);

  it('join plateaus of one loss', () => {
    const [first, ...rest] = outcome.plateaus;
    if (!first) throw new Error('no plateau');
    const torn = { ...outcome, plateaus: [{ ...first, to: 1 }, { ...first, from: 2 }, ...rest] };
    const { stops } = runItinerary(spec, torn, samples);
    expect(stops).toHaveLength(4);
    expect(stops[0]).toMatchObject({ entered: first.from, left: first.to });
    const apart = runItinerary(spec, torn, samples, { ...ITINERARY_RULES, sameLoss: -1 });
    expect(apart.stops).toHaveLength(5);
  });

  it('say how far a critical point may be', () => {
    const polish = { ...ITINERARY_RULES.polish, reach: 1e-3 };
    const { stops } = runItinerary(spec, outcome, samples, { ...ITINERARY_RULES, polish });
    expect(stops.map(({ point }) => point === null)).toEqual([true, true, true, false]);
  });

  it('say which eigenvalues count as zero', () => {
    const classification = { ...CLASSIFICATION_RULES, hessianThreshold: 0.5 };
    const { stops } = runItinerary(spec, outcome, samples, { ...ITINERARY_RULES, classification });
    expect(stops[0]?.point?.kind).toBe('degenerate');
  });

  it('measure escapes from the samples where the level was not watched', () => {
    const unwatched = {
      ...outcome,
      events: outcome.events.filter(({ kind }) => kind !== 'overlap-crossing'),
    };
    const measured = runItinerary(spec, outcome, samples).escapes.map((escape) => escape.measured ?? NaN);
    runItinerary(spec, unwatched, samples).escapes.forEach((escape, k) => {
      expect(Math.abs((escape.measured ?? NaN) - (measured[k] ?? NaN))).toBeLessThan(0.05);
    });
  });
});

function last(stops: readonly ItineraryStop[]): ItineraryStop {
  const stop = stops.at(-1);
  if (stop === undefined) throw new Error('no stop');
  return stop;
}

/** G = MMᵀ of a 2 × 2 overlap. */
function gram([a = NaN, b = NaN, c = NaN, d = NaN]: Float64Array): number[] {
  return [a * a + b * b, a * c + b * d, a * c + b * d, c * c + d * d];
}
