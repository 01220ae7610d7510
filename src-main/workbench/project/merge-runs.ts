import { join } from 'node:path';
import type { FileSystem } from '@main/files/file-system';
import { StorageError } from '@main/files/storage-error';
import type { RunMeta } from '@shared/model/run';
import { copyRun, findRunIds } from '../runs/run-folder';
import type { RunRegistry } from '../runs/run-registry';
import { listSummaryFiles, sealSummaries } from '../runs/summary-folder';
import { RUNS_FOLDER } from './project-layout';

/** What the runs of another project brought. */
export interface MergedRuns {
  /** Runs that were not there before. */
  readonly copied: number;
  /** Runs that were there already, with the same numbers. */
  readonly known: number;
  /** A sentence for each run that was left out: damaged, or there already with other numbers. */
  readonly refused: readonly string[];
}

/**
 * Copies the sealed runs of the project in `source` into a project's folder and registry, each verified; nothing that is
 * there is changed. @throws StorageError
 */
export async function mergeRuns(
  source: string,
  { path, runs }: { readonly path: string; readonly runs: RunRegistry },
  fileSystem: FileSystem,
): Promise<MergedRuns> {
  const [from, to] = [join(source, RUNS_FOLDER), join(path, RUNS_FOLDER)];
  const refused: string[] = [];
  let copied = 0;
  let known = 0;
  for (const runId of await findRunIds(from)) {
    try {
      const { meta, isNew } = await copyRun(from, runId, to, fileSystem);
      if (!runs.add(meta, 'trajectory')) refused.push(otherNumbers(meta));
      else if (isNew) copied += 1;
      else known += 1;
    } catch (error) {
      if (error instanceof StorageError) throw error;
      refused.push(error instanceof Error ? error.message : String(error));
    }
  }
  const summaries = await listSummaryFiles(from);
  refused.push(...summaries.warnings);
  const fresh = summaries.metas.filter(({ runId }) => !runs.has(runId, 'summary'));
  // Files are named after what is in them: that of equal runs is the same file.
  if (fresh.length > 0) await sealSummaries(to, fresh, fileSystem);
  for (const meta of summaries.metas) {
    if (!runs.add(meta, 'summary')) refused.push(otherNumbers(meta));
  }
  return { copied: copied + fresh.length, known: known + summaries.metas.length - fresh.length, refused };
}

function otherNumbers({ runId }: RunMeta): string {
  return `The run ${runId} is there already with other numbers: the results are not reproducible`;
}
