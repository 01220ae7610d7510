import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFileAtomically } from '@main/files/atomic-write';
import { nodeFileSystem } from '@main/files/file-system';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { ProjectDocuments } from '@shared/model/project';
import type { RunRecord, RunSpec } from '@shared/model/run';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { fillNewFolder } from '../project/empty-folder';
import { RUNS_FOLDER } from '../project/project-layout';
import { findHead, readDocuments } from '../project/read-project';
import { writeDocuments } from '../project/write-documents';
import { recordOfRun } from '../runs/run-file';
import { sealRun } from '../runs/run-folder';
import { coverOf } from './cover';
import { COVER_FILE } from './examples';

/**
 * Writes a shipped study anew in its folder: its documents in the present schema, the runs of its experiments as this
 * engine computes them, and its cover; the folder is replaced once the new one is complete. Sweeps stay definitions. The
 * same engine gives the same bytes.
 * @throws Error when a document is damaged or a run does not finish; StorageError
 */
export async function regenerateExample(folder: string, pool: SolverPool): Promise<void> {
  const destination = resolve(folder);
  const { documents, warnings } = await readDocuments(destination, await findHead(destination));
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  const building = `${destination}.new`;
  await fillNewFolder(building, async () => {
    await writeDocuments(building, documents, nodeFileSystem);
    const runs = await computeExperiments(documents, join(building, RUNS_FOLDER), pool);
    const [first] = runs;
    if (first !== undefined)
      await writeFileAtomically(join(building, COVER_FILE), coverOf(first), nodeFileSystem);
  });
  await rm(destination, { recursive: true, force: true });
  await rename(building, destination);
}

/** Computes and seals the runs of all experiments; answers them by experiment, in order. */
async function computeExperiments(
  { experiments, targets }: ProjectDocuments,
  runsFolder: string,
  pool: SolverPool,
): Promise<readonly (readonly RunRecord[])[]> {
  return Promise.all(
    experiments.map(async (experiment) => {
      const target = targets.find(({ id }) => id === experiment.targetId);
      if (target === undefined) throw new Error(`"${experiment.name}" has no target`);
      const specs = resolveRuns(experiment, target);
      return Promise.all(specs.map((spec) => computeRun(runsFolder, spec, pool)));
    }),
  );
}

async function computeRun(runsFolder: string, spec: RunSpec, pool: SolverPool): Promise<RunRecord> {
  const end = await pool.run(spec, () => undefined).end;
  if (end.kind !== 'finished') {
    throw new Error(end.kind === 'failed' ? `${end.message}\n${end.outputTail}` : 'A run was cancelled');
  }
  const record = recordOfRun(spec, end.outcome, end.samples);
  await sealRun(runsFolder, record);
  return record;
}
