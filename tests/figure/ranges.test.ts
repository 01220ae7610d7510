import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decade, decadeAbove, decadeBelow, decadeRange, decadesWithin } from '@shared/figure/decades';
import { linearTicks } from '@shared/figure/linear-ticks';
import { USUAL_SCALES } from '@shared/figure/stage-content';
import { stageRanges, type RangeSetting, type StageRanges } from '@shared/figure/stage-ranges';
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

describe('ranges of the stages', () => {
  const finished = [ladderStage('planted'), ladderStage('two-timescale')];
  const usual: RangeSetting = { scales: USUAL_SCALES, entries: false, signedLog: null, threshold: null };
  const logs: RangeSetting = {
    ...usual,
    scales: { time: 'log', loss: 'log', overlap: 'log', gradient: 'log' },
  };

  it('are whole decades of time that hold the run and its predictions', () => {
    expect(stageRanges(finished, logs, null).time).toEqual([1e-2, 1e5]);
  });

  it('only ever widen while a run grows, and by whole decades', () => {
    const length = finished[1]?.samples.t.length ?? 0;
    const rangesAt = (n: number, previous: StageRanges | null): StageRanges =>
      stageRanges(
        finished.map((stage) => begun(stage, n)),
        logs,
        previous,
      );
    let previous = rangesAt(0, null);
    for (let n = 1; n <= length; n += 7) {
      const next = rangesAt(n, previous);
      for (const axis of ['time', 'loss', 'overlap', 'gradient'] as const) {
        const [range, former] = [next[axis], previous[axis]];
        expect(range[0]).toBeLessThanOrEqual(former[0]);
        expect(range[1]).toBeGreaterThanOrEqual(former[1]);
        // The top of overlaps is 1, with room for the line.
        const ends = axis === 'overlap' ? [range[0]] : range;
        for (const end of ends) expect(decade(Math.round(Math.log10(end)))).toBe(end);
      }
      previous = next;
    }
  });

  it('start a decade before anything happens, not with the first sample', () => {
    const late = [ladderStage('two-timescale', 1e4, 1e9)].map((stage) => ({
      ...stage,
      escapes: stage.escapes.filter((escape) => escape.rung > 0),
    }));
    const [start] = stageRanges(late, usual, null).time;
    const drop = late[0]?.samples.t.find((_, i) => (late[0]?.samples.loss[i] ?? 1) < 0.99 * 0.5) ?? NaN;
    expect(start).toBeGreaterThan(1e-2);
    expect(start).toBeLessThanOrEqual(drop / 10);
  });

  it.each([usual, logs])('are drawable before the first sample', (setting) => {
    for (const [low, high] of Object.values(stageRanges([], setting, null))) {
      expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
      expect(high).toBeGreaterThan(low);
    }
  });

  it('hold the largest loss and zero on a linear scale', () => {
    const [low, high] = stageRanges(finished, usual, null).loss;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(1);
    expect(high).toBeLessThan(1.2);
  });

  it('are a few decades of what decays without end, and always hold the threshold', () => {
    const decayed = finished.map((stage) => ({
      ...stage,
      samples: { ...stage.samples, gradientNorm: stage.samples.t.map((t) => Math.exp(-t)) },
    }));
    expect(stageRanges(decayed, logs, null).gradient).toEqual([1e-8, 1]);
    const [, high] = stageRanges(decayed, { ...logs, threshold: 50 }, null).gradient;
    expect(high).toBe(100);
  });

  it('end a linear time axis at a round number after the last sample', () => {
    const setting: RangeSetting = { ...usual, scales: { ...USUAL_SCALES, time: 'linear' } };
    const stages = finished.map((stage) => begun(stage, 200));
    const last = Math.max(...stages.map(({ samples }) => samples.t.at(-1) ?? 0));
    const [start, end] = stageRanges(stages, setting, null).time;
    expect(start).toBe(0);
    expect(end).toBeGreaterThanOrEqual(last);
    expect(end).toBeLessThanOrEqual(2.5 * last);
    expect(Number(end.toPrecision(1))).toBe(end);
  });
});
