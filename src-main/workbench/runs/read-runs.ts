import { listRunFiles } from './run-folder';
import type { CurveIndex } from './curve-index';
import { RunRegistry } from './run-registry';
import { listSummaryFiles } from './summary-folder';

/** What lies in a `runs` folder: the sound runs, and a sentence for each file or line that was left out. */
export interface ReadRuns {
  readonly runs: RunRegistry;
  readonly warnings: readonly string[];
  /** The index as it should be kept; null where the one that was given is good enough. */
  readonly index: CurveIndex | null;
}

/** Fewer files that are not in the index are read anew each time. */
const FEW_FILES = 50;

/** The runs below `runsFolder`, verified as far as `index` does not know their files; a missing folder holds none. */
export async function readRuns(runsFolder: string, index: CurveIndex): Promise<ReadRuns> {
  const runs = new RunRegistry();
  const files = await listRunFiles(runsFolder, index);
  const summaries = await listSummaryFiles(runsFolder);
  const warnings = [...files.warnings, ...summaries.warnings];
  for (const meta of files.runs) runs.add(meta, 'trajectory');
  for (const meta of summaries.metas) {
    if (!runs.add(meta, 'summary')) warnings.push(`The run ${meta.runId} is there twice, with other numbers`);
  }
  return { runs, warnings, index: files.unindexed > FEW_FILES ? files.index : null };
}
