import type { RunRow } from '@shared/contract/run-listing';
import type { Curve } from '@shared/numerics/statistics/curve-grid';
import type { CurveState } from '../stores/run-table-curves';
import type { Quantity } from './quantities';

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

/** The curve of a run; `reading` while its samples are on their way. */
export type CurveOfRun = RunCurve | UndrawnRun | 'reading';

/** Rescaled times of a run; throws what `problemOf` can name where the formula does not hold for it. */
export type Rescale = (run: RunRow, t: Float64Array, exponent: number | null) => Float64Array;

/**
 * Reads the curves of one quantity with one rescaling. Equal answers are the same object, so that what was made of a curve
 * can be kept as long as it is the same. `wordsOf` says what is wrong with a formula in words.
 */
export function createCurveReader(
  quantity: Quantity,
  rescale: Rescale | null,
  stateOf: (runId: string) => CurveState,
  wordsOf: (error: unknown) => string,
): (run: RunRow, exponent: number | null) => CurveOfRun {
  const known = new Map<
    RunRow,
    { readonly exponent: number | null; readonly curve: RunCurve | UndrawnRun }
  >();

  function make(run: RunRow, exponent: number | null): CurveOfRun {
    const state = stateOf(run.runId);
    if (state.kind === 'reading') return 'reading';
    if (state.kind === 'missing') return { run, why: state.why };
    const values = quantity.values(state.samples);
    if (!values.some(Number.isFinite)) return { run, why: `it has no ${quantity.name}` };
    try {
      const t = rescale === null ? state.samples.t : rescale(run, state.samples.t, exponent);
      return { run, t, values };
    } catch (error) {
      return { run, why: wordsOf(error) };
    }
  }

  return (run, exponent) => {
    const before = known.get(run);
    if (before?.exponent === exponent) return before.curve;
    const curve = make(run, exponent);
    if (curve !== 'reading') known.set(run, { exponent, curve });
    return curve;
  };
}
