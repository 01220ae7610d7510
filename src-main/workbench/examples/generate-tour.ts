import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nodeFileSystem } from '@main/files/file-system';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { RunSpec } from '@shared/model/run';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { fillNewFolder } from '../project/empty-folder';
import { RUNS_FOLDER } from '../project/project-layout';
import { writeDocuments } from '../project/write-documents';
import { recordOfRun } from '../runs/run-file';
import { sealRun } from '../runs/run-folder';
import { TOUR } from './tour-study';

/**
 * Writes the Tour study with its runs, computed now, as the project folder `folder`, which is replaced once the new one
 * is complete. The same engine gives the same bytes.
 * @throws Error when a run does not finish; StorageError
 */
export async function generateTour(folder: string, pool: SolverPool): Promise<void> {
  const destination = resolve(folder);
  const building = `${destination}.new`;
  await fillNewFolder(building, async () => {
    await writeDocuments(building, TOUR, nodeFileSystem);
    const specs = TOUR.experiments.flatMap((experiment) => {
      const target = TOUR.targets.find(({ id }) => id === experiment.targetId);
      return target === undefined ? [] : resolveRuns(experiment, target);
    });
    await Promise.all(specs.map((spec) => computeRun(join(building, RUNS_FOLDER), spec, pool)));
  });
  await rm(destination, { recursive: true, force: true });
  await rename(building, destination);
}

async function computeRun(runsFolder: string, spec: RunSpec, pool: SolverPool): Promise<void> {
  const end = await pool.run(spec, () => undefined).end;
  if (end.kind !== 'finished') {
    throw new Error(end.kind === 'failed' ? `${end.message}\n${end.outputTail}` : 'A run was cancelled');
  }
  await sealRun(runsFolder, recordOfRun(spec, end.outcome, end.samples));
}
