import { DEFAULT_RELATIVE_TOLERANCE, DEFAULT_THRESHOLDS, type ExperimentSpec } from '../../model/experiment';
import type { TargetSpec } from '../../model/target';
import { predictEscapes } from '../ladder/predict-escapes';
import { saddleLadder } from '../ladder/saddle-ladder';
import { suggestHorizon } from '../ladder/suggest-horizon';
import { expandLink } from '../link/expand-link';
import type { HermiteTable } from '../link/hermite-table';

/** Ambient dimension of a new experiment: small enough to finish at once, large enough to show the plateaus. */
const DEFAULT_DIMENSION = 64;

/**
 * A new experiment on a target: planted (embedded metric) and two-timescale flow from one Haar start of seed 1 in
 * d = 64, width q = r, default tolerances. The horizon suits the two-timescale flow, the slower of the two, from the
 * typical start M(0) = I/√d. Throws InvalidInputError for a link that cannot be expanded.
 */
export function newExperiment(
  target: TargetSpec,
  identity: { readonly id: string; readonly name: string },
): ExperimentSpec {
  const table = expandLink(target.link);
  return {
    id: identity.id,
    name: identity.name,
    targetId: target.id,
    dimension: DEFAULT_DIMENSION,
    studentWidth: null,
    start: { kind: 'haar', seed: 1 },
    flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
    relativeTolerance: DEFAULT_RELATIVE_TOLERANCE,
    horizon: typicalHorizon(table, DEFAULT_DIMENSION),
    thresholds: DEFAULT_THRESHOLDS,
  };
}

function typicalHorizon(table: HermiteTable, dimension: number): number {
  const { r } = table;
  const start = new Float64Array(r * r);
  for (let i = 0; i < r; i++) start[i * r + i] = 1 / Math.sqrt(dimension);
  return suggestHorizon(predictEscapes(table, saddleLadder(table), { kind: 'two-timescale' }, start, r));
}
