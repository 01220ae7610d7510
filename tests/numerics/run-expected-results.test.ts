import type { FlowSpec } from '@shared/model/experiment';
import { describe, expect, it } from 'vitest';
import {
  ADDITIVE_LADDER,
  completeRun,
  PLANTED,
  runSpec,
  scaledIdentity,
  STAIRCASE,
  TWO_TIMESCALE,
  upCrossings,
} from './run-examples';

/** Single index f* = h_s from m(0) = d^(−½) until m² = ½: closed forms and their values at d = 100 and 1000. */
const ESCAPE_TABLE: readonly {
  flow: FlowSpec;
  s: number;
  closedForm: (d: number) => number;
  printed: readonly [hundred: number, thousand: number];
}[] = [
  {
    flow: TWO_TIMESCALE,
    s: 1,
    closedForm: (d) => Math.log(d - 1) / 2,
    printed: [2.2976, 3.4534],
  },
  {
    flow: TWO_TIMESCALE,
    s: 2,
    closedForm: (d) => (d - 2 + Math.log(d - 1)) / 4,
    printed: [25.649, 251.227],
  },
  {
    flow: TWO_TIMESCALE,
    s: 3,
    closedForm: (d) => (d ** 2 / 2 + d - 4 + Math.log(d - 1)) / 6,
    printed: [850.1, 83500.5],
  },
  {
    flow: PLANTED,
    s: 1,
    closedForm: (d) => Math.atanh(Math.SQRT1_2) - Math.atanh(d ** -0.5),
    printed: [0.781, 0.8497],
  },
  {
    flow: PLANTED,
    s: 2,
    closedForm: (d) => Math.log(d - 1) / 4,
    printed: [1.1488, 1.7267],
  },
  {
    flow: PLANTED,
    s: 3,
    closedForm: (d) => (Math.sqrt(d) - Math.SQRT2 + Math.atanh(Math.SQRT1_2) - Math.atanh(d ** -0.5)) / 3,
    printed: [3.1223, 10.3528],
  },
  {
    flow: PLANTED,
    s: 4,
    closedForm: (d) => (d - 2 + Math.log(d - 1)) / 8,
    printed: [12.824, 125.613],
  },
];

describe('escape times of a single index', () => {
  const rows = ESCAPE_TABLE.map((row) => [`${row.flow.kind}, s = ${row.s}`, row] as const);
  it.each(rows)('%s', (_name, { flow, s, closedForm, printed }) => {
    for (const dimension of [100, 1000, 1e6]) {
      const exact = closedForm(dimension);
      const { outcome } = completeRun(
        runSpec([[[s], 1]], { flow, dimension, start: scaledIdentity(1, dimension), horizon: 2 * exact }),
      );
      const [time] = upCrossings(outcome.events);
      expect(time! / exact).toBeCloseTo(1, 7);
      const digits = dimension === 100 ? printed[0] : dimension === 1000 ? printed[1] : null;
      if (digits !== null) expect(time! / digits).toBeCloseTo(1, 4);
    }
  });
});

describe('examples at d = 64', () => {
  it('additive ladder: plateaus ½, ⅓, ⅙, 0 and crossings at 6.215, 49.607, 1056.07', () => {
    const { outcome } = completeRun(
      runSpec(ADDITIVE_LADDER, {
        flow: TWO_TIMESCALE,
        dimension: 64,
        start: scaledIdentity(3, 64),
        horizon: 1e5,
      }),
    );
    const [first, second, third, ...more] = upCrossings(outcome.events);
    expect(first).toBeCloseTo(6.215, 3);
    expect(second).toBeCloseTo(49.607, 3);
    expect(third).toBeCloseTo(1056.07, 2);
    expect(more).toEqual([]);
    expect(outcome.plateaus.map((plateau) => plateau.rank)).toEqual([0, 1, 2, 3]);
    [1 / 2, 1 / 3, 1 / 6, 0].forEach((loss, k) => {
      expect(Math.abs(outcome.plateaus[k]!.loss - loss)).toBeLessThan(0.004);
    });
  });

  it('staircase: crossings at 6.0975, 12.159, 18.346', () => {
    const { outcome } = completeRun(
      runSpec(STAIRCASE, { flow: TWO_TIMESCALE, dimension: 64, start: scaledIdentity(3, 64) }),
    );
    const [first, second, third, ...more] = upCrossings(outcome.events);
    expect(first).toBeCloseTo(6.0975, 4);
    expect(second).toBeCloseTo(12.159, 3);
    expect(third).toBeCloseTo(18.346, 3);
    expect(more).toEqual([]);
  });
});

describe('growth with d', () => {
  const crossingsAt = (terms: typeof STAIRCASE, dimension: number, horizon: number): number[] =>
    upCrossings(
      completeRun(
        runSpec(terms, { flow: TWO_TIMESCALE, dimension, horizon, start: scaledIdentity(3, dimension) }),
      ).outcome.events,
    );

  it('additive ladder: log d, d, d²', () => {
    const [small, large] = [1e4, 1e6].map((d) => crossingsAt(ADDITIVE_LADDER, d, d * d));
    const slope = (k: number): number => Math.log(large![k]! / small![k]!) / Math.log(100);
    expect((large![0]! - small![0]!) / Math.log(100)).toBeCloseTo(1.5, 3);
    expect(slope(1)).toBeCloseTo(1, 3);
    expect(slope(2)).toBeCloseTo(2, 3);
  });

  it('staircase: every step costs about 1.5 ln d', () => {
    const [small, large] = [1e4, 1e8].map((d) => crossingsAt(STAIRCASE, d, 1e3));
    const waits = (times: number[]): number[] => times.map((t, k) => t - (times[k - 1] ?? 0));
    const growth = waits(large!).map((wait, k) => (wait - waits(small!)[k]!) / Math.log(1e4));
    growth.forEach((slope) => expect(slope).toBeCloseTo(1.5, 3));
  });

  it.each([
    ['additive ladder', ADDITIVE_LADDER],
    ['staircase', STAIRCASE],
  ])('%s: the four plateaus are told apart from d = 1e3 to 1e6', (_name, terms) => {
    for (const dimension of [1e3, 1e4, 1e6]) {
      const { outcome } = completeRun(
        runSpec(terms, {
          flow: TWO_TIMESCALE,
          dimension,
          horizon: dimension ** 2,
          start: scaledIdentity(3, dimension),
        }),
      );
      expect(outcome.plateaus.map((plateau) => plateau.rank)).toEqual([0, 1, 2, 3]);
      [1 / 2, 1 / 3, 1 / 6, 0].forEach((loss, k) => {
        expect(Math.abs(outcome.plateaus[k]!.loss - loss)).toBeLessThan(1e-3);
      });
      expect(outcome.plateaus.map((plateau) => plateau.open)).toEqual([false, false, false, true]);
    }
  });

  it('staircase: as well with six directions, each of which escapes more slowly', () => {
    const terms = Array.from({ length: 6 }, (_, step): [number[], number] => [
      Array.from({ length: 6 }, (_unused, i) => (i <= step ? 1 : 0)),
      1 / Math.sqrt(6),
    ]);
    const { outcome } = completeRun(
      runSpec(terms, { flow: TWO_TIMESCALE, dimension: 1e4, horizon: 1e3, start: scaledIdentity(6, 1e4) }),
    );
    expect(outcome.plateaus.map((plateau) => plateau.rank)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('staircase: escapes at d = 64 follow too fast for plateaus between them', () => {
    const { outcome, samples } = completeRun(
      runSpec(STAIRCASE, { flow: TWO_TIMESCALE, dimension: 64, horizon: 1e3, start: scaledIdentity(3, 64) }),
    );
    expect(outcome.plateaus.map((plateau) => plateau.rank)).toEqual([0, 3]);
    const speeds = samples.gradientNorm.map((gradient) => gradient ** 2);
    const between = speeds.filter((_, k) => samples.t[k]! > 6.3 && samples.t[k]! < 18.1);
    // Between two escapes the loss falls at more than two thirds of their speed.
    expect(Math.min(...between) / Math.max(...between)).toBeGreaterThan(2 / 3);
  });
});
