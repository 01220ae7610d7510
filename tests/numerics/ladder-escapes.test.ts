import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictEscapes } from '@shared/numerics/ladder/predict-escapes';
import type { LadderFlow, PredictedEscape } from '@shared/numerics/ladder/ladder';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { suggestHorizon } from '@shared/numerics/ladder/suggest-horizon';
import { waitingGrowth } from '@shared/numerics/ladder/waiting-growth';
import { expandLink } from '@shared/numerics/link/expand-link';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import { link } from './links';
import { randomAxes, rotatedLink } from './rotated-links';
import { completeRun, PLANTED, runSpec, TWO_TIMESCALE, upCrossings } from './run-examples';
import { product, transpose } from './small-matrices';

function predict(
  table: HermiteTable,
  flow: LadderFlow,
  start: Float64Array,
  q = table.r,
): readonly PredictedEscape[] {
  return predictEscapes(table, saddleLadder(table), flow, start, q);
}

const times = (escapes: readonly PredictedEscape[]) => escapes.map((escape) => escape.time);

function scaledIdentityMatrix(r: number, m: number): Float64Array {
  return Float64Array.from({ length: r * r }, (_, k) => (k % (r + 1) === 0 ? m : 0));
}

function preset(id: string, parameters: Record<string, number> = {}): HermiteTable {
  return expandLink({ kind: 'preset', preset: id, parameters });
}

/** Relative distance of two times. */
function distance(found: number | null | undefined, expected: number): number {
  return Math.abs((found ?? NaN) / expected - 1);
}

/** F_s and K_s of theory.md §7.1. */
function F(s: number, x: number): number {
  let value = Math.log(x / (1 - x));
  for (let j = 1; j < s; j++) value -= x ** -j / j;
  return value;
}
function K(s: number, m: number): number {
  if (s === 1) return Math.atanh(m);
  if (s === 2) return Math.log((m * m) / (1 - m * m)) / 2;
  return K(s - 2, m) - m ** (2 - s) / (s - 2);
}

describe('one direction', () => {
  it.each([1, 2, 3, 4, 6])('h_%i: the closed forms of theory.md §7.1', (s) => {
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: -0.3, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (exponent, c) => {
          const m0 = 10 ** exponent;
          const table = link(1, [[s], c]);
          const start = Float64Array.of(m0);
          const two = (F(s, 0.5) - F(s, m0 * m0)) / (2 * s * c * c);
          const planted = (K(s, Math.SQRT1_2) - K(s, m0)) / (s * c * c);
          expect(distance(predict(table, TWO_TIMESCALE, start)[0]?.time, two)).toBeLessThan(1e-7);
          expect(distance(predict(table, PLANTED, start)[0]?.time, planted)).toBeLessThan(1e-7);
        },
      ),
      { numRuns: 20, seed: 1 },
    );
  });

  /** expected-results.md: link h_s from m(0) = d^(−1/2). */
  it.each([
    ['two-timescale', TWO_TIMESCALE, 1, 2.2976, 3.4534],
    ['two-timescale', TWO_TIMESCALE, 2, 25.649, 251.227],
    ['two-timescale', TWO_TIMESCALE, 3, 850.1, 83500.5],
    ['planted', PLANTED, 1, 0.781, 0.8497],
    ['planted', PLANTED, 2, 1.1488, 1.7267],
    ['planted', PLANTED, 3, 3.1223, 10.3528],
    ['planted', PLANTED, 4, 12.824, 125.613],
  ] as const)('%s, s = %#: %s', (_name, flow, s, hundred, thousand) => {
    for (const [d, expected] of [
      [100, hundred],
      [1000, thousand],
    ] as const) {
      const [escape] = predict(link(1, [[s], 1]), flow, Float64Array.of(d ** -0.5));
      expect(distance(escape?.time, expected)).toBeLessThan(1e-4);
    }
  });

  it('is at its level already when the start is', () => {
    expect(times(predict(link(1, [[3], 1]), TWO_TIMESCALE, Float64Array.of(0.9)))).toEqual([0]);
  });

  it('never leaves an exact zero', () => {
    expect(times(predict(link(1, [[2], 1]), TWO_TIMESCALE, Float64Array.of(0)))).toEqual([null]);
  });

  it('mixes degrees: the even one opens, the odd one helps', () => {
    const m0 = 1e-3;
    const [escape] = predict(link(1, [[2], 1], [[3], 0.5]), PLANTED, Float64Array.of(m0));
    // ∫ dm / ((1 − m²)(2 m + 0.75 m²)) by the midpoint rule in ln m.
    const [from, to, n] = [Math.log(m0), Math.log(Math.SQRT1_2), 200_000];
    let integral = 0;
    for (let k = 0; k < n; k++) {
      const m = Math.exp(from + ((k + 0.5) * (to - from)) / n);
      integral += ((to - from) / n) * (1 / ((1 - m * m) * (2 + 0.75 * m)));
    }
    expect(distance(escape?.time, integral)).toBeLessThan(1e-7);
  });
});

describe('planted signs (theory.md §9)', () => {
  it.each([3, 5])('h_%i from a negative overlap is stuck at the equator', (s) => {
    const [escape] = predict(link(1, [[s], 1]), PLANTED, Float64Array.of(-0.1));
    expect(escape?.time).toBeNull();
    expect(escape?.lossAfter).toBe(escape?.lossBefore);
  });

  it('h_2 and h_4 escape from either side alike', () => {
    for (const s of [2, 4]) {
      const table = link(1, [[s], 1]);
      const [up, down] = [0.1, -0.1].map((m) => predict(table, PLANTED, Float64Array.of(m))[0]?.time);
      expect(distance(down, up ?? NaN)).toBeLessThan(1e-12);
    }
  });

  it('h_1 is driven through zero', () => {
    const [escape] = predict(link(1, [[1], 1]), PLANTED, Float64Array.of(-0.4));
    expect(distance(escape?.time, Math.atanh(Math.SQRT1_2) + Math.atanh(0.4))).toBeLessThan(1e-7);
  });

  it('a h_2 + b h_3 from m < 0 ends at −1 if 2a² > 3b², else half way', () => {
    const [wrong] = predict(link(1, [[2], 1], [[3], 0.5]), PLANTED, Float64Array.of(-0.1));
    expect(wrong?.time).not.toBeNull();
    // At m = −1: L = ½‖f‖² + ½‖f‖² − C(−1) = 2 b².
    expect(wrong?.lossAfter).toBeCloseTo(0.5, 12);
    const [stuck] = predict(link(1, [[2], 1], [[3], 2]), PLANTED, Float64Array.of(-0.1));
    expect(stuck?.time).toBeNull();
  });

  it('separable h_3 learns the directions with positive overlap only', () => {
    const start = Float64Array.of(0.05, 0, 0, 0, -0.05, 0, 0, 0, 0.1);
    const escapes = predict(preset('separable', { s: 3, r: 3 }), PLANTED, start);
    expect(times(escapes).map((time) => time !== null)).toEqual([true, true, false]);
    expect(escapes[2]?.lossAfter).toBeCloseTo(1 / 3, 12);
  });

  it('is refused for q ≠ r', () => {
    expect(() => predict(link(1, [[2], 1]), PLANTED, Float64Array.of(0.1, 0.1), 2)).toThrow(RangeError);
  });
});

describe('ladders from M(0) = I/√64', () => {
  it('additive: the crossings of expected-results.md to their printed digits', () => {
    const escapes = predict(preset('additive-ladder'), TWO_TIMESCALE, scaledIdentityMatrix(3, 1 / 8));
    const expected = [6.215, 49.607, 1056.07];
    for (const [k, time] of expected.entries()) expect(distance(escapes[k]?.time, time)).toBeLessThan(1e-4);
    expect(escapes.map((escape) => escape.growth)).toEqual([
      { kind: 'logarithmic' },
      { kind: 'power', exponent: 1 },
      { kind: 'power', exponent: 2 },
    ]);
    const losses = [...escapes.map((escape) => escape.lossBefore), escapes[2]?.lossAfter];
    for (const [k, loss] of [1 / 2, 1 / 3, 1 / 6, 0].entries()) expect(losses[k]).toBeCloseTo(loss, 14);
  });

  it('staircase: within 2.3 % of the measured crossings, each step 1.5 ln 63', () => {
    const found = times(predict(preset('staircase'), TWO_TIMESCALE, scaledIdentityMatrix(3, 1 / 8)));
    for (const [k, measured] of [6.0975, 12.159, 18.346].entries()) {
      expect(distance(found[k], measured)).toBeLessThan(0.023);
      expect(distance(found[k], 1.5 * (k + 1) * Math.log(63))).toBeLessThan(1e-6);
    }
  });

  it('planted: twice the plateau losses', () => {
    const start = scaledIdentityMatrix(3, 1 / 8);
    const two = predict(preset('additive-ladder'), TWO_TIMESCALE, start);
    const planted = predict(preset('additive-ladder'), PLANTED, start);
    for (const [k, escape] of planted.entries()) {
      expect(escape.lossBefore).toBeCloseTo(2 * (two[k]?.lossBefore ?? NaN), 14);
    }
    expect(planted.map((escape) => escape.growth)).toEqual([
      { kind: 'constant' },
      { kind: 'logarithmic' },
      { kind: 'power', exponent: 0.5 },
    ]);
  });
});

describe('starts in general position', () => {
  const haar = (r: number, d: number, seed: number) => startOverlap({ kind: 'haar', seed }, d, r, r);

  it('hidden ladder: exponents 3, 2, 2 on the way', () => {
    for (const seed of [1, 2, 3]) {
      const escapes = predict(preset('product'), TWO_TIMESCALE, haar(3, 1e6, seed));
      expect(escapes.map((escape) => escape.exponent)).toEqual([3, 2, 2]);
    }
  });

  it.each(['additive-ladder', 'product', 'leap-2-3'])(
    '%s: turning link and start together changes nothing',
    (id) => {
      const table = preset(id);
      const { r } = table;
      const M0 = haar(r, 1e4, 5);
      const B = randomAxes(r, 6);
      const turned = rotatedLink(table, B);
      const left = product(transpose(B, r, r), M0, r, r, r);
      const both = product(left, B, r, r, r);
      for (const [flow, start] of [
        [TWO_TIMESCALE, left],
        [PLANTED, both],
      ] as const) {
        const [plain, moved] = [predict(table, flow, M0), predict(turned, flow, start)];
        for (const [k, escape] of plain.entries()) {
          if (escape.time === null) expect(moved[k]?.time).toBeNull();
          else expect(distance(moved[k]?.time, escape.time)).toBeLessThan(1e-5);
        }
      }
    },
  );

  it.each(['staircase', 'product', 'two-harmonic', 'separable-mixed'])(
    '%s: times scale with the inverse square of the link',
    (id) => {
      const table = preset(id);
      const factor = 1e-10;
      const scaled = link(table.r, ...table.terms.map(({ beta, c }) => [beta, c * factor] as const));
      const M0 = haar(table.r, 1e4, 3);
      for (const flow of [TWO_TIMESCALE, PLANTED]) {
        const small = predict(scaled, flow, M0);
        for (const [k, escape] of predict(table, flow, M0).entries()) {
          if (escape.time === null) expect(small[k]?.time).toBeNull();
          else expect(distance(small[k]?.time, escape.time / factor ** 2)).toBeLessThan(1e-6);
          expect(small[k]?.exponent).toBe(escape.exponent);
        }
      }
    },
  );

  it('two-timescale depends on M(0) M(0)ᵀ only', () => {
    const table = preset('additive-ladder');
    const M0 = haar(3, 1e4, 8);
    const found = times(predict(table, TWO_TIMESCALE, product(M0, randomAxes(3, 2), 3, 3, 3)));
    for (const [k, time] of times(predict(table, TWO_TIMESCALE, M0)).entries()) {
      expect(distance(found[k], time ?? NaN)).toBeLessThan(1e-7);
    }
  });

  it('a narrow student learns as many directions as it is wide', () => {
    const table = preset('separable', { s: 2, r: 3 });
    const start = startOverlap({ kind: 'haar', seed: 4 }, 1e4, 3, 2);
    const found = times(predict(table, TWO_TIMESCALE, start, 2));
    expect(found.map((time) => time !== null)).toEqual([true, true, false]);
  });

  it('a wide student is no slower', () => {
    const table = preset('separable', { s: 2, r: 2 });
    const wide = startOverlap({ kind: 'haar', seed: 4 }, 1e4, 2, 6);
    const narrow = Float64Array.from([0, 1, 6, 7], (k) => wide[k] ?? NaN);
    const last = (escapes: readonly PredictedEscape[]) => escapes[1]?.time ?? NaN;
    expect(last(predict(table, TWO_TIMESCALE, wide, 6))).toBeLessThan(
      last(predict(table, TWO_TIMESCALE, narrow)),
    );
  });

  /** Largest ratio of predicted to measured time that is promised, per preset. */
  it.each([
    ['additive-ladder', 1.005],
    ['leap-1-2', 1.005],
    ['leap-2-3', 1.001],
    ['staircase', 1.1],
    ['radial', 1.01],
    ['product', 1.3],
    ['harmonic', 2],
    ['separable', 4],
  ])(
    '%s, two-timescale, Haar in d = 10⁴: the flow escapes when predicted, up to a factor %d',
    (id, factor) => {
      const table = preset(id);
      for (const seed of [1, 2]) {
        const start = { kind: 'haar', seed } as const;
        const run = runSpec(
          table.terms.map(({ beta, c }) => [beta, c] as const),
          { flow: TWO_TIMESCALE, start, horizon: 1e12, relativeTolerance: 1e-6 },
        );
        const measured = upCrossings(completeRun(run).outcome.events);
        const predicted = times(predict(table, TWO_TIMESCALE, haar(table.r, 1e4, seed)));
        expect(measured).toHaveLength(predicted.length);
        for (const [k, time] of measured.entries()) {
          const ratio = (predicted[k] ?? NaN) / time;
          expect(Math.max(ratio, 1 / ratio)).toBeLessThan(factor);
        }
      }
    },
  );
});

describe('waiting growth and horizon', () => {
  it('grow as theory.md §7.2 says', () => {
    expect([1, 2, 4].map((s) => waitingGrowth(TWO_TIMESCALE, s))).toEqual([
      { kind: 'logarithmic' },
      { kind: 'power', exponent: 1 },
      { kind: 'power', exponent: 3 },
    ]);
    expect([1, 2, 3, 4].map((s) => waitingGrowth(PLANTED, s))).toEqual([
      { kind: 'constant' },
      { kind: 'logarithmic' },
      { kind: 'power', exponent: 0.5 },
      { kind: 'power', exponent: 1 },
    ]);
  });

  it('horizon is the power of ten at least ten times the last escape', () => {
    const escape = (time: number | null): PredictedEscape => ({
      rung: 0,
      exponent: 1,
      time,
      growth: { kind: 'constant' },
      lossBefore: 1,
      lossAfter: 0,
    });
    expect(suggestHorizon([escape(6), escape(1056.07)])).toBe(1e5);
    expect(suggestHorizon([escape(100)])).toBe(1e3);
    expect(suggestHorizon([escape(101), escape(null)])).toBe(1e4);
    expect(suggestHorizon([escape(0.2)])).toBe(10);
    expect(suggestHorizon([escape(null)])).toBe(1e3);
    expect(suggestHorizon([])).toBe(1e3);
    expect(suggestHorizon([escape(3e21)])).toBe(1e23);
  });
});
