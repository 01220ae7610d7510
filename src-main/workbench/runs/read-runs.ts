import { listRunFiles } from './run-folder';
import { RunRegistry } from './run-registry';
import { listSummaryFiles } from './summary-folder';

/** What lies in a `runs` folder: the sound runs, and a sentence for each file or line that was left out. */
export interface ReadRuns {
  readonly runs: RunRegistry;
  readonly warnings: readonly string[];
}

/** Reads and verifies every run below `runsFolder`; a missing folder holds none. */
export async function readRuns(runsFolder: string): Promise<ReadRuns> {
  const runs = new RunRegistry();
  const files = await listRunFiles(runsFolder);
  const summaries = await listSummaryFiles(runsFolder);
  const warnings = [...files.warnings, ...summaries.warnings];
  for (const meta of files.runs) runs.add(meta, 'trajectory');
  for (const meta of summaries.metas) {
    if (!runs.add(meta, 'summary')) warnings.push(`The run ${meta.runId} is there twice, with other numbers`);
  }
  return { runs, warnings };
}
