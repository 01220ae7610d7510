import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSamples } from '@shared/model/run';
import { cursorStops, nearestSample, nextStop, plateauStops, valuesAt } from '@renderer/run/cursor';
import { livePlateaus } from '@renderer/run/live-plateaus';
import { runFraction } from '@renderer/run/run-fraction';
import { createGrowingSamples, NO_SAMPLES } from '@renderer/stores/growing-samples';

function samplesAt(t: readonly number[], gradient: (t: number) => number = () => 1): RunSamples {
  return {
    t: Float64Array.from(t),
    loss: Float64Array.from(t, (time) => 1 / (1 + time)),
    gradientNorm: Float64Array.from(t, gradient),
    singularValues: Float64Array.from(t.flatMap((_, i) => [0.9, 0.01 * i])),
    overlap: Float64Array.from(t.flatMap(() => [0, 0, 0, 0])),
  };
}

describe('the cursor', () => {
  it('reads the sample nearest in log time, the start at t = 0 left out', () => {
    const times = Float64Array.from([0, 1, 10, 100]);
    expect(nearestSample(times, 0.001)).toBe(1);
    expect(nearestSample(times, 3)).toBe(1);
    expect(nearestSample(times, 3.3)).toBe(2);
    expect(nearestSample(times, 1e9)).toBe(3);
    expect(nearestSample(new Float64Array(0), 1)).toBeNull();
    expect(valuesAt(samplesAt([0, 1, 10]), 8)).toEqual({
      t: 10,
      loss: 1 / 11,
      gradientNorm: 1,
      singularValues: [0.9, 0.02],
    });
  });

  it('finds a sample that no other beats', () => {
    const positive = fc.double({ min: 1e-3, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.uniqueArray(positive, { minLength: 1 }), positive, (times, t) => {
        const sorted = Float64Array.from(times).sort();
        const found = sorted[nearestSample(sorted, t) ?? -1] ?? NaN;
        const distance = (time: number) => Math.abs(Math.log(time / t));
        const best = Math.min(...Array.from(sorted, distance));
        expect(distance(found)).toBeCloseTo(best, 9);
      }),
    );
  });

  it('steps through the samples of all stages in order', () => {
    const stops = cursorStops([samplesAt([0, 1, 10]), samplesAt([0, 1, 5, 100])]);
    expect(stops).toEqual([1, 5, 10, 100]);
    expect(nextStop(stops, 1, 1)).toBe(5);
    expect(nextStop(stops, 7, 1)).toBe(10);
    expect(nextStop(stops, 7, -1)).toBe(5);
    expect(nextStop(stops, 100, 1)).toBe(100);
    expect(nextStop(stops, 1, -1)).toBe(1);
  });

  it('jumps to the middles of plateaus in log time', () => {
    const plateau = { loss: 1, rank: 0, sampleTime: 1, overlap: [], open: false };
    const stops = plateauStops(
      [
        { ...plateau, from: 10, to: 1000 },
        { ...plateau, from: 0, to: 1 },
      ],
      0.01,
    );
    expect(stops.map((stop) => Number(stop.toPrecision(12)))).toEqual([0.1, 100]);
  });
});

describe('plateaus of a run still going on', () => {
  it('are the stretches where the rate is below the threshold, the last one open', () => {
    const times = [0, 0.1, 1, 10, 100, 1000];
    const moving = new Set([1, 10]);
    const found = livePlateaus(
      samplesAt(times, (t) => (moving.has(t) ? 1 : 1e-4)),
      1,
      0.01,
    );
    expect(found.map(({ from, to, open }) => [from, to, open])).toEqual([
      [0, 1, false],
      [100, 1000, true],
    ]);
  });

  it('are none without samples', () => {
    expect(livePlateaus(NO_SAMPLES, 1, 0.01)).toEqual([]);
  });
});

describe('samples that arrive in pieces', () => {
  it('are the same as if they had come at once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 12 }), (lengths) => {
        const growing = createGrowingSamples();
        let count = 0;
        for (const length of lengths) {
          growing.append(samplesAt(Array.from({ length }, (_, i) => count + i)));
          count += length;
        }
        const whole = growing.view();
        expect([...whole.t]).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(whole.singularValues).toHaveLength(2 * count);
        expect(whole.overlap).toHaveLength(4 * count);
      }),
    );
  });
});

describe('progress', () => {
  it.each([
    [0, 1e4, 0],
    [1e-2, 1e4, 0],
    [10, 1e4, 0.5],
    [1e4, 1e4, 1],
    [5e-3, 1e-3, 0],
  ])('at t = %d of %d is %d by log time', (t, horizon, expected) => {
    expect(runFraction(t, horizon)).toBeCloseTo(expected, 12);
  });
});
