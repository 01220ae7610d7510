/**
 * A workbench that runs the sweep `sweep` of the project in argv[2] with two solver processes, started from the built
 * solver in argv[3]. Tells its parent the ids of sealed runs as it learns of them, its solvers' process ids, and the end.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import { createSolverPool } from '@main/solver-pool/create-solver-pool';
import { forkSolverHost } from '@main/solver-pool/fork-solver-host';
import { createWorkbenchServices } from '@main/workbench/workbench-services';

/** What the child says. */
export type RunnerMessage =
  | { readonly type: 'sealed'; readonly runIds: readonly string[] }
  | { readonly type: 'solver'; readonly pid: number }
  | { readonly type: 'ended'; readonly status: string; readonly failedRuns: number }
  | { readonly type: 'refused'; readonly message: string };

const [, , project = '', entry = '', dataFolder = ''] = process.argv;

function tell(message: RunnerMessage): void {
  process.send?.(message);
}

subscribe('child_process', (message) => {
  const { process: solver } = message as { readonly process: ChildProcess };
  solver.once('spawn', () => {
    if (solver.pid !== undefined) tell({ type: 'solver', pid: solver.pid });
  });
});
const host = forkSolverHost({ entry, memoryLimitMegabytes: null });
const solverPool = createSolverPool({ size: 2, host });
const services = createWorkbenchServices({
  host: 'cli',
  version: 'test',
  dataFolder,
  projectsFolder: dataFolder,
  examplesFolder: join(dataFolder, 'none'),
  fontsFolder: join(dataFolder, 'none'),
  solverPool,
  allowedRoot: null,
});
const session = services.openSession({ pickPath: null, revealPath: null });

session.onEvent((event) => {
  if (event.type === 'runs-changed') {
    void session.listRuns({ after: event.after, limit: 1e6 }).then(({ runs }) => {
      tell({ type: 'sealed', runIds: runs.map(({ runId }) => runId) });
    });
  } else if (event.type === 'job-changed' && event.job.kind === 'sweep' && event.job.endedAt !== null) {
    tell({ type: 'ended', status: event.job.status, failedRuns: event.job.failedRuns });
  }
});

try {
  const { readOnly } = await session.openProject({ path: project });
  if (readOnly !== null) throw new Error(readOnly.message);
  await session.startSweep({ sweepId: 'sweep', rerunFailed: true });
} catch (error) {
  tell({ type: 'refused', message: error instanceof Error ? error.message : String(error) });
}
