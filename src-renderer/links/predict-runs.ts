import type { RunSpec } from '@shared/model/run';
import type { TargetDescription } from '@shared/numerics/ladder/describe-target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { startOverlap } from '@shared/numerics/start/start-overlap';

/** What of a run its predicted escapes depend on. */
export type PredictedRun = Pick<RunSpec, 'flow' | 'start' | 'dimension' | 'studentWidth'>;

/** Predicted escapes of each of several runs on one target (see `predictFlowEscapes`). */
export function predictRuns(
  runs: readonly PredictedRun[],
  { table, ladder }: Pick<TargetDescription, 'table' | 'ladder'>,
): readonly (readonly PredictedEscape[])[] {
  return runs.map(({ flow, start, dimension, studentWidth }) => {
    const overlap = startOverlap(start, dimension, table.r, studentWidth);
    return predictFlowEscapes(table, ladder, flow, overlap, studentWidth);
  });
}
