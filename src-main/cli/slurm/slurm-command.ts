import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { PROJECT_EXTENSION } from '@main/workbench/project/project-layout';
import type { Session } from '@main/workbench/session/session';
import { findSweep } from '@main/workbench/sweeps/sweep-library';
import { InvalidInputError } from '@shared/model/input-problem';
import type { SweepSpec } from '@shared/model/sweep';
import { openProject } from '../open-project';
import { formatClock, parseSeconds } from '../time-option';
import { withSession } from '../with-session';
import { arrayScript, shellWord, workSeconds } from './array-script';
import { arraySize, MOST_TASKS } from './array-size';

interface SlurmOptions {
  readonly sweep?: string;
  readonly out?: string;
  readonly into?: string;
  readonly chunk: number;
  readonly mostTasks: number;
  readonly atOnce?: number;
  readonly cpus: number;
  readonly time: number;
}

const EXAMPLES = `
Examples:
  grassflow slurm study.grassflow --sweep scaling --chunk 500 --time 2:00:00
  sbatch study-scaling.sbatch                          every task exits 0, 1 (a run failed) or 75 (out of time)
  grassflow merge study.grassflow study-scaling.parts  copies the runs into the project, verified

The project must lie where every node sees it; tasks only read it, and write projects of their own below --into. Edit the
script as your cluster wants it, for example to add a partition.`;

/** `grassflow slurm`: writes a script that computes a sweep as an array of Slurm tasks. */
export function slurmCommand(installation: Installation): Command {
  return new Command('slurm')
    .description('write an array script for Slurm that computes a sweep')
    .argument('<project>', 'project folder')
    .option('--sweep <id>', 'sweep to compute; the only one when absent')
    .option('--out <file>', 'script to write; by default <project>-<sweep>.sbatch beside the project')
    .option(
      '--into <folder>',
      'folder for the projects of the tasks; by default <project>-<sweep>.parts beside it',
    )
    .option('--chunk <runs>', 'runs for one task', parseCount, 200)
    .option('--most-tasks <number>', 'largest array that the cluster takes', parseCount, MOST_TASKS)
    .option(
      '--at-once <number>',
      'tasks that may run at once; as many as the cluster gives when absent',
      parseCount,
    )
    .option('--cpus <number>', 'cores, and solver processes, of a task', parseCount, 1)
    .option('--time <time>', 'time limit of a task, for example 1h or 1:00:00', parseSeconds, 3600)
    .addHelpText('after', EXAMPLES)
    .action((project: string, options: SlurmOptions) =>
      withSession(installation, (session) => writeScript(installation, session, userPath(project), options)),
    );
}

async function writeScript(
  installation: Installation,
  session: Session,
  folder: string,
  options: SlurmOptions,
): Promise<void> {
  const { path, documents } = await openProject(session, folder);
  const sweepId = chooseSweep(
    documents.sweeps.map(({ id }) => id),
    options.sweep,
  );
  const { runIds, sealed } = await session.readSweep({ sweepId });
  const missing = runIds.length - sealed.reduce((sum, one) => sum + one, 0);
  const { tasks, runsPerTask } = arraySize(missing, options.chunk, options.mostTasks);
  const beside = join(dirname(path), `${basename(path, PROJECT_EXTENSION)}-${sweepId}`);
  const parts = options.into === undefined ? `${beside}.parts` : userPath(options.into);
  const script = options.out === undefined ? `${beside}.sbatch` : userPath(options.out);
  const text = arrayScript({
    node: process.execPath,
    cli: join(installation.root, 'out', 'main', 'cli.js'),
    project: path,
    sweepId,
    parts,
    tasks,
    atOnce: options.atOnce ?? null,
    cpus: options.cpus,
    limit: options.time,
  });
  const seconds = await secondsOfTask(session, findSweep(documents, sweepId), tasks * options.cpus);
  // Slurm makes no folder for what the tasks print.
  await mkdir(parts, { recursive: true });
  await writeFile(script, text, { mode: 0o755 });
  console.log(
    [
      `${missing} of ${runIds.length} runs are missing: ${tasks} ${tasks === 1 ? 'task' : 'tasks'} of at most ${runsPerTask}`,
      ...durationLines(seconds, options.time),
      `sbatch ${shellWord(script)}`,
      `grassflow merge ${shellWord(path)} ${shellWord(resolve(parts))}`,
    ].join('\n'),
  );
}

/** Estimated seconds of a task, from a few runs tried out on this machine; null where none could be. */
async function secondsOfTask(session: Session, sweep: SweepSpec, shares: number): Promise<number | null> {
  const { solverProcesses } = await session.describe();
  const { milliseconds } = await session.estimateSweep(sweep);
  return milliseconds === null ? null : (milliseconds * solverProcesses) / shares / 1000;
}

function durationLines(seconds: number | null, limit: number): readonly string[] {
  if (seconds === null) return [];
  const tight = seconds > workSeconds(limit);
  return [
    `about ${formatClock(seconds)} for a task, on a machine like this one`,
    ...(tight
      ? [`that is more than --time leaves: take a smaller --chunk, or submit the script several times`]
      : []),
  ];
}

function chooseSweep(known: readonly string[], wanted: string | undefined): string {
  const chosen = wanted ?? (known.length === 1 ? known[0] : undefined);
  if (chosen !== undefined && known.includes(chosen)) return chosen;
  throw new InvalidInputError([
    {
      field: '--sweep',
      cause: wanted === undefined ? `the project has ${known.length} sweeps` : `there is no "${wanted}"`,
      remedy: known.length === 0 ? 'Make one in the window' : `Choose one of ${known.join(', ')}`,
    },
  ]);
}

function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  }
  return value;
}
