import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Command, Option } from 'commander';
import type { Installation } from '@main/launch/installation';
import { INTERRUPTED, stopRequested } from '@main/launch/stop-signal';
import { userPath } from '@main/launch/user-path';
import { PROJECT_EXTENSION, withProjectExtension } from '@main/workbench/project/project-layout';
import type { Session } from '@main/workbench/session/session';
import type { ProjectState } from '@shared/contract/project-state';
import { InvalidInputError } from '@shared/model/input-problem';
import { resolveRuns } from '@shared/numerics/run';
import { createProgressLine } from './progress-line';
import { openProject } from './open-project';
import { readJson } from './read-json';
import { runExperiments } from './run-experiments';
import { formatRunReport, reportedFlowName, reportRuns } from './run-report';
import { parseSetting, type Setting } from './set-option';
import { parseStudy, type Study } from './study-file';
import { withSession } from './with-session';

interface RunOptions {
  readonly experiment: readonly string[];
  readonly set: readonly Setting[];
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  grassflow run study.json --set start.seed=7 --out seed-7.grassflow
  grassflow run study.grassflow --experiment ladder --json
  grassflow run study.grassflow --out copy --set dimension=1e6
  grassflow run study.json --set 'flows=[{"kind":"joint","metric":"embedded","epsilon":0.1,"initialLink":{"kind":"fitted"}}]'

A study file is one JSON object { "target": …, "experiment": … }; its runs are written into a new project
(--out, by default the file's name with ${PROJECT_EXTENSION} in the current folder), or into that project if it exists.

Exit code: 0 all runs finished, 1 a run failed, 2 wrong usage or input, 130 cancelled by Ctrl-C.`;

/** `grassflow run`: runs the flows of experiments and writes the finished runs into a project. */
export function runCommand(installation: Installation): Command {
  return new Command('run')
    .description('run the flows of an experiment file or of a project')
    .argument('<study>', 'experiment file (.json) or project folder')
    .option('--experiment <id>', 'experiment of the project, repeatable; all when absent', append<string>, [])
    .option(
      '--set <path=value>',
      'change a field of the experiment, or of the target as target.…; repeatable',
      (text, settings: readonly Setting[]) => [...settings, parseSetting(text)],
      [],
    )
    .option('--out <folder>', 'project to write into; a project given as study is copied there first')
    .addOption(
      new Option('--reuse', 'take finished runs from the project instead of repeating them (default)'),
    )
    .addOption(
      new Option('--force', 'compute again; a finished run must give the same numbers').conflicts('reuse'),
    )
    .option('--json', 'print the results as JSON')
    .addHelpText('after', EXAMPLES)
    .action((study: string, options: RunOptions) => run(installation, userPath(study), options));
}

function append<Item>(item: Item, items: readonly Item[]): readonly Item[] {
  return [...items, item];
}

async function run(installation: Installation, studyPath: string, options: RunOptions): Promise<void> {
  const stop = stopRequested();
  const report = await withSession(installation, async (session) => {
    const prepared = (await isFolder(studyPath))
      ? await openStudyProject(session, studyPath, options)
      : await openStudyFile(session, studyPath, options);
    const { experiments } = prepared.project.documents;
    const line = createProgressLine(process.stderr, (experimentId, flowIndex) => {
      const flow = experiments.find(({ id }) => id === experimentId)?.flows[flowIndex];
      return `${experimentId}, ${reportedFlowName(flow ?? null)}`;
    });
    const reuse = options.force !== true;
    const jobs = await runExperiments(session, prepared.experimentIds, reuse, stop, line);
    line.end();
    // Answers the open project as it is now, with the new runs.
    const project = await session.openProject({ path: prepared.project.path });
    const finished = jobs.filter(({ status }) => status === 'done');
    const records = await Promise.all(finished.map(({ runId }) => session.readRun({ runId })));
    return reportRuns(
      project,
      jobs,
      records.map(({ meta }) => meta),
    );
  });
  console.log(options.json === true ? JSON.stringify(report, null, 2) : formatRunReport(report));
  if (report.runs.some(({ status }) => status === 'failed')) process.exitCode = 1;
  else if (report.runs.some(({ status }) => status === 'cancelled')) process.exitCode = INTERRUPTED;
}

interface PreparedProject {
  readonly project: ProjectState;
  readonly experimentIds: readonly string[];
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found !== null) return found.isDirectory();
  throw new InvalidInputError([
    {
      field: path,
      cause: 'there is no such file or folder',
      remedy: 'Name an experiment file or a project folder',
    },
  ]);
}

async function openStudyFile(session: Session, file: string, options: RunOptions): Promise<PreparedProject> {
  const { target, experiment } = parseStudy(await readJson(file), options.set);
  // Refuses what cannot be run before a project is made for it.
  resolveRuns(experiment, target);
  const name = basename(file, extname(file));
  const folder = userPath(withProjectExtension(options.out ?? name));
  const exists = (await stat(folder).catch(() => null)) !== null;
  if (exists) await openProject(session, folder);
  else await session.createProject({ path: folder, name });
  await session.saveTarget(target);
  return { project: await session.saveExperiment(experiment), experimentIds: [experiment.id] };
}

async function openStudyProject(
  session: Session,
  folder: string,
  options: RunOptions,
): Promise<PreparedProject> {
  if (options.set.length > 0 && options.out === undefined) {
    throw new InvalidInputError([
      {
        field: '--set',
        cause: 'it would change the experiment in the project itself',
        remedy: 'Name a copy to change and run with --out',
      },
    ]);
  }
  let project = await openProject(session, folder);
  const experimentIds = chooseExperiments(project, options.experiment);
  // Refuses what cannot be run before a copy is made for it.
  const changed = options.set.length > 0 ? changedStudies(project, experimentIds, options.set) : [];
  if (options.out !== undefined) project = await session.saveProjectAs({ path: userPath(options.out) });
  for (const { target, experiment } of changed) {
    await session.saveTarget(target);
    project = await session.saveExperiment(experiment);
  }
  return { project, experimentIds };
}

/** Experiments of a project with their targets, the settings applied. Throws InvalidInputError. */
function changedStudies(
  { documents }: ProjectState,
  experimentIds: readonly string[],
  settings: readonly Setting[],
): readonly Study[] {
  let targets = documents.targets;
  return experimentIds.map((id) => {
    const experiment = documents.experiments.find((candidate) => candidate.id === id);
    const target = targets.find((candidate) => candidate.id === experiment?.targetId);
    const study = parseStudy({ target, experiment }, settings);
    resolveRuns(study.experiment, study.target);
    // Experiments on one target share its changes.
    targets = targets.map((candidate) => (candidate.id === study.target.id ? study.target : candidate));
    return study;
  });
}

function chooseExperiments(project: ProjectState, wanted: readonly string[]): readonly string[] {
  const known = project.documents.experiments.map(({ id }) => id);
  const missing = wanted.find((id) => !known.includes(id));
  if (missing !== undefined || known.length === 0) {
    throw new InvalidInputError([
      {
        field: '--experiment',
        cause:
          missing === undefined
            ? 'the project has no experiment'
            : `the project has no experiment "${missing}"`,
        remedy: known.length === 0 ? 'Add one in the window' : `Choose one of ${known.join(', ')}`,
      },
    ]);
  }
  return wanted.length > 0 ? wanted : known;
}
