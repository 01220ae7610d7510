import { Command, Option } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { PROJECT_EXTENSION } from '@main/workbench/project/project-layout';
import type { Session } from '@main/workbench/session/session';
import type { SweepPart } from '@main/workbench/sweeps/sweep-part';
import { InvalidInputError } from '@shared/model/input-problem';
import { describePlan, formatPlan } from './dry-run';
import { exitCodeOf } from './exit-code';
import { openProject } from './open-project';
import { isProject, openForRun, planFile, planProject, type RunPlan, type RunRequest } from './prepare-run';
import { parsePart } from './part-option';
import { parseProcesses } from './processes-option';
import { runAndReport } from './run-and-report';
import { runPart, type PartRequest } from './run-part';
import type { JobStart } from './run-jobs';
import { parseSetting, type Setting } from './set-option';
import { stopAfter } from './stop-after';
import { parseSeconds } from './time-option';
import { withSession } from './with-session';

interface RunOptions extends RunRequest {
  readonly force?: boolean;
  readonly rerunFailed?: boolean;
  readonly processes?: number;
  readonly maxTime?: number;
  readonly part?: SweepPart;
  readonly into?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  grassflow run study.json --set start.seed=7 --out seed-7.grassflow
  grassflow run study.grassflow --sweep scaling --processes 8 --max-time 2h
  grassflow run study.grassflow --dry-run
  grassflow run study.grassflow --experiment ladder --json
  grassflow run study.grassflow --out copy --set dimension=1e6 --set sweep.seeds.count=100
  grassflow run study.json --set 'flows=[{"kind":"joint","metric":"embedded","epsilon":0.1,"initialLink":{"kind":"fitted"}}]'

A study file is one JSON object { "target": …, "experiment": …, "sweep": … }, the sweep optional; its runs are written
into a new project (--out, by default the file's name with ${PROJECT_EXTENSION} in the current folder), or into that
project if it exists. Runs that are sealed already are never computed again, so that the same command goes on where it
was stopped.

With --json every line of the output is one object: { "event": "job", … } when a job changes, { "event": "progress", … }
at most once a second for each run, and in the end { "event": "report", … }.

Exit code: 0 all runs sealed, 1 a run failed, 2 wrong usage or input, 75 out of time, 130 cancelled by Ctrl-C.`;

/** `grassflow run`: runs experiments and sweeps and writes the finished runs into a project. */
export function runCommand(installation: Installation): Command {
  return new Command('run')
    .description('run the experiments and sweeps of a project, or of a study file')
    .argument('<study>', 'study file (.json) or project folder')
    .option('--experiment <id>', 'experiment of the project, repeatable', append<string>, [])
    .option(
      '--sweep <id>',
      'sweep of the project, repeatable; all experiments and sweeps when neither is given',
      append<string>,
      [],
    )
    .option(
      '--set <path=value>',
      'change a field of the experiment, of the target as target.… or of the sweep as sweep.…; repeatable',
      (text, settings: readonly Setting[]) => [...settings, parseSetting(text)],
      [],
    )
    .option('--out <folder>', 'project to write into; a project given as study is copied there first')
    .addOption(new Option('--reuse', 'take finished runs of experiments from the project (default)'))
    .addOption(
      new Option('--force', 'compute runs of experiments again; they must give the same numbers').conflicts(
        'reuse',
      ),
    )
    .option('--rerun-failed', 'try runs of sweeps again that failed before')
    .option('--processes <number>', 'solver processes; all cores but one when absent', parseProcesses)
    .option('--max-time <time>', 'stop after this time, for example 50m or 1:30:00', parseSeconds)
    .option(
      '--part <number/count>',
      'run only this part of the one --sweep, into a project of its own',
      parsePart,
    )
    .option('--into <folder>', 'folder for the projects of the parts; the project itself is only read')
    .option('--dry-run', 'check everything and tell what would be run, without running or writing anything')
    .option('--json', 'print JSON lines')
    .addHelpText('after', EXAMPLES)
    .action((study: string, options: RunOptions) => run(installation, userPath(study), options));
}

function append<Item>(item: Item, items: readonly Item[]): readonly Item[] {
  return [...items, item];
}

async function run(installation: Installation, study: string, options: RunOptions): Promise<void> {
  const stop = stopAfter(options.maxTime);
  const work = async (session: Session): Promise<void> => {
    if (options.part !== undefined || options.into !== undefined) {
      process.exitCode = exitCodeOf(await runPart(session, partRequest(study, options), stop));
      return;
    }
    const plan = (await isProject(study))
      ? planProject(await openProject(session, study), options)
      : await planFile(study, options);
    if (options.dryRun === true) {
      const description = await describePlan(session, plan);
      console.log(options.json === true ? JSON.stringify(description) : formatPlan(description));
      return;
    }
    const project = await openForRun(session, study, plan, options);
    const report = await runAndReport(
      session,
      project,
      startsOf(session, plan, options),
      stop,
      options.json === true,
    );
    process.exitCode = exitCodeOf(report);
  };
  await withSession(installation, work, options.processes);
}

function partRequest(project: string, { part, into, sweep, ...options }: RunOptions): PartRequest {
  const [sweepId] = sweep;
  const others =
    options.experiment.length + options.set.length > 0 || options.out !== undefined || options.dryRun;
  if (part === undefined || into === undefined || sweepId === undefined || sweep.length > 1 || others) {
    throw new InvalidInputError([
      {
        field: '--part',
        cause:
          'a part is run with exactly one --sweep and --into, and without --experiment, --set, --out and --dry-run',
        remedy: 'Write for example --sweep scaling --part 0/40 --into study.parts',
      },
    ]);
  }
  return { project, sweepId, part, into: userPath(into), json: options.json === true };
}

function startsOf(
  session: Session,
  { experimentIds, sweepIds }: RunPlan,
  { force, rerunFailed }: RunOptions,
): readonly JobStart[] {
  const reuse = force !== true;
  return [
    ...experimentIds.map((experimentId) => () => session.startExperiment({ experimentId, reuse })),
    ...sweepIds.map((sweepId) => async () => [
      await session.startSweep({ sweepId, rerunFailed: rerunFailed === true }),
    ]),
  ];
}
