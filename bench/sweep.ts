/**
 * Sweeps through the whole workbench: 10,000 seeds of r = 2, both flows, d = 1e6, kept as summaries, on one and on two
 * solver processes; then how long the project with all of them takes to open.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSolverPool } from '../src-main/solver-pool/create-solver-pool';
import { forkSolverHost } from '../src-main/solver-pool/fork-solver-host';
import { createWorkbenchServices } from '../src-main/workbench/workbench-services';
import type { Session } from '../src-main/workbench/session/session';
import type { SweepJob } from '../src-shared/contract/job';
import { DEFAULT_THRESHOLDS } from '../src-shared/model/experiment';

const SEEDS = Number(process.env.GRASSFLOW_BENCH_SEEDS ?? 10_000);
const root = resolve(import.meta.dirname, '..');
const solver = { entry: join(root, 'out/main/solver.js'), memoryLimitMegabytes: null };

/** Runs the sweep in a new project below `folder`; seconds from the start to the last sealed run. */
async function sweepSeconds(folder: string, processes: number): Promise<number> {
  const { services, pool } = workbench(folder, processes);
  const session = services.openSession({ pickPath: null, revealPath: null });
  await session.createProject({ path: join(folder, 'study'), name: 'Study' });
  await session.saveTarget({
    id: 'target',
    name: 'h₁ + h₂',
    link: { kind: 'preset', preset: 'additive-ladder', parameters: { r: 2 } },
  });
  await session.saveExperiment({
    id: 'experiment',
    name: 'Both flows',
    targetId: 'target',
    dimension: 1e6,
    studentWidth: null,
    start: { kind: 'haar', seed: 1 },
    flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
    relativeTolerance: 1e-9,
    horizon: 1e8,
    thresholds: DEFAULT_THRESHOLDS,
  });
  await session.saveSweep({
    id: 'sweep',
    name: 'Seeds',
    experimentId: 'experiment',
    axes: [],
    targetIds: [],
    seeds: { first: 1, count: SEEDS },
    keep: 'summary',
  });
  const started = performance.now();
  const job = await endOf(session);
  const seconds = (performance.now() - started) / 1000;
  if (job.sealed !== 2 * SEEDS) throw new Error(`only ${job.sealed} runs were sealed`);
  await services.close();
  await pool.close();
  return seconds;
}

function endOf(session: Session): Promise<SweepJob> {
  return new Promise((resolveEnd, reject) => {
    session.onEvent((event) => {
      if (event.type === 'job-changed' && event.job.kind === 'sweep' && event.job.endedAt !== null) {
        resolveEnd(event.job);
      }
    });
    session.startSweep({ sweepId: 'sweep', rerunFailed: false }).catch(reject);
  });
}

function workbench(folder: string, processes: number) {
  const pool = createSolverPool({ size: processes, host: forkSolverHost(solver) });
  const services = createWorkbenchServices({
    host: 'cli',
    version: 'bench',
    dataFolder: join(folder, 'data'),
    projectsFolder: folder,
    examplesFolder: join(root, 'resources/examples'),
    fontsFolder: join(root, 'resources/fonts'),
    solverPool: pool,
    allowedRoot: null,
  });
  return { services, pool };
}

const rows: Record<string, unknown>[] = [];
let first = 0;
for (const processes of [1, 2]) {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-bench-'));
  const seconds = await sweepSeconds(folder, processes);
  if (processes === 1) first = seconds;
  rows.push({
    what: `${2 * SEEDS} runs, r = 2, d = 1e6, summaries`,
    processes,
    seconds: seconds.toFixed(1),
    'times as fast': (first / seconds).toFixed(2),
  });
  await rm(folder, { recursive: true, force: true });
}
console.table(rows);
