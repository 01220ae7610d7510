import { fork } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeFileSystem } from '@main/files/file-system';
import { createProject, openProject } from '@main/workbench/project/open-project';
import { readRunFile } from '@main/workbench/runs/run-folder';
import { decodeSummaries } from '@main/workbench/runs/summary-file';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import type { KeptOfRun, SweepSpec } from '@shared/model/sweep';
import type { RunnerMessage } from './sweep-runner.child';

const ROOT = resolve(import.meta.dirname, '../..');
const SOLVER = join(ROOT, 'out/main/solver.js');

/** A kill without notice, so many milliseconds after the one before it, or after the first solver has started. */
export interface Blow {
  readonly after: number;
  readonly victims: 'workbench' | 'solvers' | 'both';
}

/** Makes a project with a sweep of `seeds` seeds × 2 flows. */
export async function projectToKill(path: string, keep: KeptOfRun, seeds: number): Promise<SweepSpec> {
  const project = await createProject(path, 'Study', nodeFileSystem);
  const sweep: SweepSpec = {
    id: 'sweep',
    name: 'Sweep',
    experimentId: 'experiment',
    axes: [],
    targetIds: [],
    seeds: { first: 1, count: seeds },
    keep,
  };
  await project.saveDocument('target', {
    id: 'target',
    name: 'Target',
    link: { kind: 'preset', preset: 'additive-ladder', parameters: { r: 2 } },
  });
  await project.saveDocument('experiment', {
    id: 'experiment',
    name: 'Experiment',
    targetId: 'target',
    dimension: 1e4,
    studentWidth: null,
    start: { kind: 'haar', seed: 1 },
    flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
    relativeTolerance: 1e-9,
    horizon: 1e6,
    thresholds: DEFAULT_THRESHOLDS,
  });
  await project.saveDocument('sweep', sweep);
  await project.close();
  return sweep;
}

/** What a workbench said before it was gone. */
export interface Course {
  /** Ids it reported as sealed. */
  readonly sealed: ReadonlySet<string>;
  /** Whether it reported the end of the sweep. */
  readonly ended: Extract<RunnerMessage, { type: 'ended' }> | null;
  /** Solvers killed. */
  readonly killedSolvers: number;
}

/**
 * Starts a workbench in a process of its own, on the built solvers, that goes on with the sweep of the project until the
 * sweep has ended or a blow kills the workbench.
 */
export async function workbenchUntilEnd(project: string, blows: readonly Blow[]): Promise<Course> {
  const dataFolder = join(resolve(project, '..'), 'data');
  await mkdir(dataFolder, { recursive: true });
  const child = fork(join(import.meta.dirname, 'sweep-runner.child.ts'), [project, SOLVER, dataFolder], {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.base.json') },
  });
  const sealed = new Set<string>();
  const solvers = new Set<number>();
  let ended: Course['ended'] = null;
  let killedSolvers = 0;
  let refused: string | null = null;
  let struck: Promise<void> | null = null;
  const strike = async () => {
    for (const { after, victims } of blows) {
      await wait(after);
      if (victims !== 'workbench') {
        for (const pid of solvers) killedSolvers += killed(pid) ? 1 : 0;
        solvers.clear();
      }
      if (victims !== 'solvers') child.kill('SIGKILL');
    }
  };
  child.on('message', (message: RunnerMessage) => {
    switch (message.type) {
      case 'sealed':
        for (const id of message.runIds) sealed.add(id);
        break;
      case 'solver':
        solvers.add(message.pid);
        struck ??= strike();
        break;
      case 'ended':
        ended = message;
        child.kill('SIGKILL');
        break;
      case 'refused':
        refused = message.message;
        child.kill('SIGKILL');
    }
  });
  await new Promise((gone) => child.once('exit', gone));
  await (struck as Promise<void> | null);
  if (refused !== null) throw new Error(`The workbench refused: ${String(refused)}`);
  return { sealed, ended, killedSolvers };
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** Opens the project as the next start does: whatever has happened it opens, is writable, and every run in it is sound. */
export async function soundRuns(path: string): Promise<ReadonlySet<string>> {
  const project = await openProject(path, nodeFileSystem);
  try {
    const { readOnly, warnings } = project.state();
    if (readOnly !== null) throw new Error(`The project is read-only: ${readOnly.message}`);
    if (warnings.length > 0) throw new Error(`The project was damaged: ${warnings.join('; ')}`);
    const ids = project.runs.list(0, Infinity).runs.map(({ runId }) => runId);
    return new Set(ids);
  } finally {
    await project.close();
  }
}

/** What the sealed runs of a project say, as text by run id, whatever files they are in; leftovers are an error. */
export async function sealedContent(path: string): Promise<ReadonlyMap<string, string>> {
  const runs = join(path, 'runs');
  const content = new Map<string, string>();
  for (const entry of await readdir(runs, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (entry.name.endsWith('.npz')) {
      const id = basename(entry.name, '.npz');
      if ((await readRunFile(runs, id)) === null) throw new Error(`${file} is no run`);
      content.set(id, (await readFile(file)).toString('base64'));
    } else if (entry.name.endsWith('.jsonl')) {
      const { metas, damage } = decodeSummaries(await readFile(file, 'utf8'));
      if (damage.length > 0) throw new Error(`${file}: ${damage.join('; ')}`);
      for (const meta of metas) content.set(meta.runId, JSON.stringify(meta));
    } else throw new Error(`${file} was left behind`);
  }
  return content;
}
