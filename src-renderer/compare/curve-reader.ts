import type { RunRow } from '@shared/contract/run-listing';
import type { Quantity } from '@shared/ensembles/quantities';
import {
  curveOfRun,
  isDrawn,
  rescaledCurve,
  type Rescale,
  type RunCurve,
  type UndrawnRun,
} from '@shared/ensembles/run-curve';
import type { CurveState } from '../stores/run-table-curves';

/** The curve of a run; `reading` while its samples are on their way. */
export type CurveOfRun = RunCurve | UndrawnRun | 'reading';

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
    const curve = curveOfRun(run, state.samples, quantity);
    return isDrawn(curve) ? rescaledCurve(curve, rescale, exponent, wordsOf) : curve;
  }

  return (run, exponent) => {
    const before = known.get(run);
    if (before?.exponent === exponent) return before.curve;
    const curve = make(run, exponent);
    if (curve !== 'reading') known.set(run, { exponent, curve });
    return curve;
  };
}
