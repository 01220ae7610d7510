import type { Plateau, RunSamples } from '@shared/model/run';
import { middleOf } from './plateau-selection';

/** Values of a run at one sample. */
export interface SampleValues {
  readonly t: number;
  readonly loss: number;
  readonly gradientNorm: number;
  /** Singular values of M, descending. */
  readonly singularValues: readonly number[];
}

/** Position of the sample nearest to time t > 0 in log time; null without samples. The start t = 0 has no log time. */
export function nearestSample(times: Float64Array, t: number): number | null {
  const after = times.findIndex((time) => time >= t);
  if (times.length === 0) return null;
  if (after < 0) return times.length - 1;
  const before = times[after - 1];
  if (before === undefined || before <= 0) return after;
  return t / before < (times[after] ?? t) / t ? after - 1 : after;
}

/** What the run had at the sample nearest to time t; null without samples. */
export function valuesAt(samples: RunSamples, t: number): SampleValues | null {
  const index = nearestSample(samples.t, t);
  if (index === null) return null;
  const count = samples.singularValues.length / samples.t.length;
  return {
    t: samples.t[index] ?? 0,
    loss: samples.loss[index] ?? 0,
    gradientNorm: samples.gradientNorm[index] ?? 0,
    singularValues: Array.from(samples.singularValues.subarray(index * count, (index + 1) * count)),
  };
}

/** The overlap matrix at the sample nearest to time t (row-major, a view); null without samples. */
export function overlapAt(samples: RunSamples, t: number): Float64Array | null {
  const index = nearestSample(samples.t, t);
  if (index === null) return null;
  const entries = samples.overlap.length / samples.t.length;
  return samples.overlap.subarray(index * entries, (index + 1) * entries);
}

/** All positive sample times of several runs, in order, each once: the places the cursor steps through. */
export function cursorStops(runs: readonly RunSamples[]): readonly number[] {
  const times = new Set(runs.flatMap((samples) => Array.from(samples.t).filter((t) => t > 0)));
  return [...times].sort((a, b) => a - b);
}

/** First and last positive sample time of several runs; null without samples. */
export function timesSpanned(runs: readonly RunSamples[]): readonly [number, number] | null {
  const first = runs.flatMap(({ t }) => t.find((time) => time > 0) ?? []);
  const last = runs.flatMap(({ t }) => t.at(-1) ?? []);
  return first.length === 0 ? null : [Math.min(...first), Math.max(...last)];
}

/** The next stop after (`direction` 1) or before (−1) time t; the last one there is when t is at the end. */
export function nextStop(stops: readonly number[], t: number, direction: 1 | -1): number {
  const beyond =
    direction === 1
      ? stops.find((stop) => stop > t * (1 + 1e-9))
      : stops.findLast((stop) => stop < t * (1 - 1e-9));
  return beyond ?? t;
}

/** Middles of plateaus in log time, in order: where the cursor jumps to. `earliest` stands for a plateau's start at 0. */
export function plateauStops(plateaus: readonly Plateau[], earliest: number): readonly number[] {
  return plateaus.map((plateau) => middleOf(plateau, earliest)).sort((a, b) => a - b);
}
