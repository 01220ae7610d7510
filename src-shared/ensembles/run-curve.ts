import type { RunRow } from '../contract/run-listing';
import type { Curve } from '../numerics/statistics/curve-grid';
import type { CurveSamples, Quantity } from './quantities';

/** The curve of a run as it is compared. */
export interface RunCurve extends Curve {
  readonly run: RunRow;
  readonly t: Float64Array;
  readonly values: Float64Array;
}

/** A run without a curve, and why, as the end of a sentence. */
export interface UndrawnRun {
  readonly run: RunRow;
  readonly why: string;
}

/** Rescaled times of a run; throws what `problemOf` can name where the formula does not hold for it. */
export type Rescale = (run: RunRow, t: Float64Array, exponent: number | null) => Float64Array;

/** The curve of one quantity of a run at its true times. */
export function curveOfRun(run: RunRow, samples: CurveSamples, quantity: Quantity): RunCurve | UndrawnRun {
  const values = quantity.values(samples);
  if (!values.some(Number.isFinite)) return { run, why: `it has no ${quantity.name}` };
  return { run, t: samples.t, values };
}

/** A curve with its times rescaled, unless `rescale` is null. `wordsOf` says what is wrong with a formula in words. */
export function rescaledCurve(
  curve: RunCurve,
  rescale: Rescale | null,
  exponent: number | null,
  wordsOf: (error: unknown) => string,
): RunCurve | UndrawnRun {
  if (rescale === null) return curve;
  try {
    return { ...curve, t: rescale(curve.run, curve.t, exponent) };
  } catch (error) {
    return { run: curve.run, why: wordsOf(error) };
  }
}

/** Whether a run has a curve. */
export function isDrawn(one: RunCurve | UndrawnRun): one is RunCurve {
  return 't' in one;
}
