import type { SolverPool } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { RunMeta, RunRecord } from '@shared/model/run';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import { canonicalJson } from './canonical-json';
import { recordOfRun } from './run-file';

/**
 * The curves of a run that was kept as a summary, computed again from its specification; nothing is stored.
 * @throws WorkbenchError `unsupported` for a run of another engine version, `internal` when the solver fails or finds
 *   something else than the summary says
 */
export async function recomputeRun(pool: SolverPool, meta: RunMeta): Promise<RunRecord> {
  if (meta.engineVersion !== ENGINE_VERSION) {
    throw new WorkbenchError(
      'unsupported',
      `The curves of this run were not kept, and it was computed by engine ${meta.engineVersion}; this is engine ${ENGINE_VERSION}`,
      'Run the sweep again to have its runs by this engine.',
    );
  }
  const end = await pool.run(meta.spec, () => undefined).end;
  if (end.kind !== 'finished') {
    const why = end.kind === 'failed' ? end.message : 'The solver was ended.';
    throw new WorkbenchError('internal', `The curves could not be computed again: ${why}`, 'Try again.');
  }
  const record = recordOfRun(meta.spec, end.outcome, end.samples);
  if (canonicalJson(record.meta) !== canonicalJson(meta)) {
    throw new WorkbenchError(
      'internal',
      'Computed again, the run gave other numbers than its summary says',
      'Report this as a fault of Grassflow; the summary was left as it is.',
    );
  }
  return record;
}
