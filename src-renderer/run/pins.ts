import type { RunSamples } from '@shared/model/run';
import { nearestSample } from './cursor';

/** What lies between two pinned times of one run. */
export interface PinnedStretch {
  /** d ln L / d ln t between the samples nearest to the two times; null where the loss is not positive. */
  readonly lossSlope: number | null;
  /** Change of the loss. */
  readonly lossChange: number;
}

/** Decades between two times. */
export function decadesBetween(a: number, b: number): number {
  return Math.abs(Math.log10(b / a));
}

/** The stretch between two times of a run; null when one sample is nearest to both. */
export function measureStretch(samples: RunSamples, a: number, b: number): PinnedStretch | null {
  const [i, j] = [nearestSample(samples.t, Math.min(a, b)), nearestSample(samples.t, Math.max(a, b))];
  if (i === null || j === null || i === j) return null;
  const { t, loss } = samples;
  const [first, last] = [loss[i] ?? NaN, loss[j] ?? NaN];
  const decades = Math.log((t[j] ?? NaN) / (t[i] ?? NaN));
  return {
    lossSlope: first > 0 && last > 0 ? Math.log(last / first) / decades : null,
    lossChange: last - first,
  };
}

/** The pins after one more: the second completes a pair, a third begins a new one. */
export function withPin(pins: readonly number[], t: number): readonly number[] {
  return pins.length < 2 ? [...pins, t] : [t];
}
