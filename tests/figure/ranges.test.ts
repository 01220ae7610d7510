import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decade, decadeAbove, decadeBelow, decadeRange, decadesWithin } from '@shared/figure/decades';
import { linearTicks } from '@shared/figure/linear-ticks';
import { runFigureRanges } from '@shared/figure/run-figure-ranges';
import type { FigureStage } from '@shared/figure/figure-stage';
import { ladderStage } from './additive-ladder';

/** The first n samples of a stage: a run on its way. */
function begun(stage: FigureStage, n: number): FigureStage {
  const { samples } = stage;
  return {
    ...stage,
    samples: {
      t: samples.t.slice(0, n),
      loss: samples.loss.slice(0, n),
      gradientNorm: samples.gradientNorm.slice(0, n),
      singularValues: samples.singularValues.slice(0, 3 * n),
      overlap: samples.overlap.slice(0, 9 * n),
    },
  };
}

describe('decades', () => {
  it.each([
    [
      [1e-8, 1e6],
      [1e-8, 1e6],
    ],
    [
      [3, 700],
      [1, 1000],
    ],
    [
      [2, 5],
      [1, 10],
    ],
    [
      [7, 7, 7],
      [1, 10],
    ],
    [[10], [10, 100]],
    [
      [0, NaN, Infinity, -1, 20],
      [10, 100],
    ],
  ])('%j lies in %j', (values, range) => {
    expect(decadeRange(values)).toEqual(range);
  });

  it('of nothing a log axis can show is null', () => {
    expect(decadeRange([0, NaN, -1, Infinity])).toBeNull();
  });

  it('of a power of ten is that power, for every exponent of a double', () => {
    for (let k = -307; k <= 308; k++) {
      expect(decadeBelow(decade(k))).toBe(k);
      expect(decadeAbove(decade(k))).toBe(k);
    }
  });

  it('enclose every positive value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), { minLength: 1 }),
        (values) => {
          const [low, high] = decadeRange(values) ?? [NaN, NaN];
          for (const value of values) {
            expect(low).toBeLessThanOrEqual(value * (1 + 1e-8));
            expect(high).toBeGreaterThanOrEqual(value * (1 - 1e-8));
          }
          expect(decadesWithin([low, high]).length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

describe('linear ticks', () => {
  it.each([
    [
      [-0.05, 1.08],
      [0, 0.5, 1],
    ],
    [
      [0, 0.3],
      [0, 0.1, 0.2, 0.3],
    ],
    [
      [0, 4],
      [0, 1, 2, 3, 4],
    ],
  ] as const)('of %j are %j', (range, ticks) => {
    expect(linearTicks(range, 4)).toEqual(ticks);
  });
});

describe('ranges of the run figure', () => {
  const finished = [ladderStage('planted'), ladderStage('two-timescale')];

  it('are whole decades of time that hold the run and its predictions', () => {
    expect(runFigureRanges(finished, 'log', null).time).toEqual([1e-2, 1e5]);
  });

  it('only ever widen while a run grows, and by whole decades', () => {
    const length = finished[1]?.samples.t.length ?? 0;
    let previous = runFigureRanges(
      finished.map((stage) => begun(stage, 0)),
      'log',
      null,
    );
    for (let n = 1; n <= length; n += 7) {
      const stages = finished.map((stage) => begun(stage, n));
      const { time, loss } = runFigureRanges(stages, 'log', previous);
      for (const [range, former] of [
        [time, previous.time],
        [loss, previous.loss],
      ] as const) {
        expect(range[0]).toBeLessThanOrEqual(former[0]);
        expect(range[1]).toBeGreaterThanOrEqual(former[1]);
        for (const end of range) expect(decade(Math.round(Math.log10(end)))).toBe(end);
      }
      previous = { time, loss };
    }
  });

  it('start a decade before anything happens, not with the first sample', () => {
    const late = [ladderStage('two-timescale', 1e4, 1e9)].map((stage) => ({
      ...stage,
      escapes: stage.escapes.filter((escape) => escape.rung > 0),
    }));
    const [start] = runFigureRanges(late, 'log', null).time;
    const drop = late[0]?.samples.t.find((_, i) => (late[0]?.samples.loss[i] ?? 1) < 0.99 * 0.5) ?? NaN;
    expect(start).toBeGreaterThan(1e-2);
    expect(start).toBeLessThanOrEqual(drop / 10);
  });

  it('are drawable before the first sample', () => {
    const { time, loss } = runFigureRanges([], 'log', null);
    expect(time[1]).toBeGreaterThan(time[0]);
    expect(loss[1]).toBeGreaterThan(loss[0]);
  });

  it('hold the largest loss and zero on a linear scale', () => {
    const [low, high] = runFigureRanges(finished, 'linear', null).loss;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(1);
    expect(high).toBeLessThan(1.2);
  });
});
