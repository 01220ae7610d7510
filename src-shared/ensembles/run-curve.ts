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

/**
 * The curve of one quantity of a run, its times rescaled unless `rescale` is null. `wordsOf` says what is wrong with a formula
 * in words.
 */
export function curveOfRun(
  run: RunRow,
  samples: CurveSamples,
  quantity: Quantity,
  rescale: ((run: RunRow, t: Float64Array) => Float64Array) | null,
  wordsOf: (error: unknown) => string,
): RunCurve | UndrawnRun {
  const values = quantity.values(samples);
  if (!values.some(Number.isFinite)) return { run, why: `it has no ${quantity.name}` };
  try {
    return { run, t: rescale === null ? samples.t : rescale(run, samples.t), values };
  } catch (error) {
    return { run, why: wordsOf(error) };
  }
}
