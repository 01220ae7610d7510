import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { nodeFileSystem } from '@main/files/file-system';
import type { Installation } from '@main/launch/installation';
import { INTERRUPTED, stopRequested } from '@main/launch/stop-signal';
import { userPath } from '@main/launch/user-path';
import { copyExample, listExamples } from '@main/workbench/examples/examples';
import type { Session } from '@main/workbench/session/session';
import { collectRuns } from '@shared/expectations/collect-runs';
import { judgeStudy } from '@shared/expectations/judge-study';
import { reproduceRuns } from '@shared/expectations/reproduce-runs';
import { runsOfStudy } from '@shared/expectations/runs-of-study';
import { InvalidInputError } from '@shared/model/input-problem';
import { checkFailed, formatCheck, type StudyCheck } from './check-report';
import { examplesFolderOf } from './examples-folder';
import { openProject } from './open-project';
import { withSession } from './with-session';

const EXAMPLES = `
Examples:
  grassflow check                         reproduce and check every example
  grassflow check staircase wide-student
  grassflow check study.grassflow --no-run --json

An example is copied into a temporary folder. The runs that a project's expectations.json names are computed: those of
experiments again, whose finished runs must come out with the same numbers, of sweeps what is missing.

Exit code: 0 everything is as expected, 1 something is not or a run failed, 2 wrong usage or input, 130 cancelled.`;

interface CheckOptions {
  /** False where what is there is checked as it is. */
  readonly run: boolean;
  readonly json?: boolean;
}

/** `grassflow check`: reproduces studies and compares them with what they are expected to show. */
export function checkCommand(installation: Installation): Command {
  return new Command('check')
    .description('reproduce examples or projects and compare with what they are expected to show')
    .argument('[studies...]', 'ids of examples, or project folders; all examples when absent')
    .option('--no-run', 'check the finished runs that are there, without computing any')
    .option('--json', 'print the results as JSON')
    .addHelpText('after', EXAMPLES)
    .action((studies: readonly string[], options: CheckOptions) => check(installation, studies, options));
}

async function check(
  installation: Installation,
  named: readonly string[],
  options: CheckOptions,
): Promise<void> {
  const stop = stopRequested();
  let stopped = false;
  void stop.then(() => (stopped = true));
  const examples = examplesFolderOf(installation);
  const known = (await listExamples(examples)).map(({ id }) => id);
  const copies = await mkdtemp(join(tmpdir(), 'grassflow-check-'));
  const checks: StudyCheck[] = [];
  try {
    await withSession(installation, async (session) => {
      for (const study of named.length > 0 ? named : known) {
        if (stopped) break;
        const isExample = known.includes(study);
        const path = isExample ? await copyExample(examples, study, copies, nodeFileSystem) : userPath(study);
        const checked = await checkStudy(session, path, options, stop);
        checks.push({ ...checked, study });
        if (options.json !== true) console.log(formatCheck({ ...checked, study }));
      }
      await session.closeProject();
    });
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
  if (options.json === true) console.log(JSON.stringify(checks, null, 2));
  if (stopped) process.exitCode = INTERRUPTED;
  else if (checks.some(checkFailed)) process.exitCode = 1;
}

async function checkStudy(
  session: Session,
  path: string,
  options: CheckOptions,
  stop: Promise<void>,
): Promise<Omit<StudyCheck, 'study'>> {
  const { documents } = await openProject(session, path);
  if (documents.expectations.length === 0) throw nothingExpected(path);
  const jobs = options.run ? await reproduceRuns(session, documents, stop) : [];
  const collected = await collectRuns(session, documents);
  return {
    name: documents.head.name,
    failures: [...jobs.flatMap(({ failure }) => failure ?? []), ...collected.failures],
    results: judgeStudy(documents.expectations, runsOfStudy(documents, collected)).map((report) => ({
      ...report,
      statement: documents.expectations.find(({ id }) => id === report.id)?.statement ?? '',
    })),
  };
}

function nothingExpected(path: string): InvalidInputError {
  return new InvalidInputError([
    {
      field: path,
      cause: 'the project states nothing that could be checked',
      remedy: 'Write an expectations.json into it, as in the examples',
    },
  ]);
}
