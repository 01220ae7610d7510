import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { asSentence } from '@main/launch/error-text';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { HEAD_FILE } from '@main/workbench/project/project-layout';
import type { MergedRuns } from '@main/workbench/project/merge-runs';
import type { Session } from '@main/workbench/session/session';
import { InvalidInputError } from '@shared/model/input-problem';
import { openProject } from './open-project';
import { withSession } from './with-session';

const EXAMPLES = `
Examples:
  grassflow merge study.grassflow study-scaling.parts
  grassflow merge study.grassflow from-office.grassflow from-cluster.grassflow --json

Every run is verified before it is copied; what is there already stays as it is. Nothing is taken from the other projects
but runs, and they are left as they are.

Exit code: 0 all runs are in the project, 1 some were damaged or have other numbers there, 2 wrong usage or input.`;

/** How a sweep stands after a merge. */
interface MergedSweep {
  readonly sweep: string;
  readonly runs: number;
  readonly sealed: number;
}

/** What `grassflow merge --json` prints. */
interface MergeReport extends MergedRuns {
  readonly project: string;
  readonly runCount: number;
  readonly sweeps: readonly MergedSweep[];
}

/** `grassflow merge`: copies the runs of other projects into one. */
export function mergeCommand(installation: Installation): Command {
  return new Command('merge')
    .description('copy the runs of other projects, such as those of cluster tasks, into a project')
    .argument('<project>', 'project folder to copy into')
    .argument('<others...>', 'project folders, or folders that hold some')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (project: string, others: readonly string[], { json }: { readonly json?: boolean }) => {
      const report = await withSession(installation, (session) =>
        merge(
          session,
          userPath(project),
          others.map((path) => userPath(path)),
        ),
      );
      console.log(json === true ? JSON.stringify(report, null, 2) : formatReport(report));
      if (report.refused.length > 0) process.exitCode = 1;
    });
}

async function merge(session: Session, path: string, others: readonly string[]): Promise<MergeReport> {
  const sources = (await Promise.all(others.map(projectsIn))).flat();
  await openProject(session, path);
  const refused: string[] = [];
  let copied = 0;
  let known = 0;
  for (const source of sources) {
    const merged = await session.takeRunsOf(source);
    copied += merged.copied;
    known += merged.known;
    refused.push(...merged.refused);
  }
  // Opened anew, the project tells what lies in it: everything is verified once more, and indexed.
  await session.closeProject();
  const { documents, runCount } = await openProject(session, path);
  const sweeps: MergedSweep[] = [];
  for (const { id } of documents.sweeps) {
    const { runIds, sealed } = await session.readSweep({ sweepId: id });
    sweeps.push({ sweep: id, runs: runIds.length, sealed: sealed.reduce((sum, one) => sum + one, 0) });
  }
  return { project: path, copied, known, refused, runCount, sweeps };
}

/** The project in a folder, or those in the folders in it. Throws InvalidInputError where there is none. */
async function projectsIn(folder: string): Promise<readonly string[]> {
  if (await isProject(folder)) return [folder];
  const names = (await readdir(folder).catch(() => [])).sort();
  const projects: string[] = [];
  for (const name of names) if (await isProject(join(folder, name))) projects.push(join(folder, name));
  if (projects.length > 0) return projects;
  throw new InvalidInputError([
    {
      field: folder,
      cause: 'it is no project and holds none',
      remedy: 'Name project folders, or a folder of some',
    },
  ]);
}

function isProject(folder: string): Promise<boolean> {
  return access(join(folder, HEAD_FILE)).then(
    () => true,
    () => false,
  );
}

function formatReport({ project, copied, known, refused, runCount, sweeps }: MergeReport): string {
  return [
    ...refused.map((reason) => `LEFT OUT ${asSentence(reason)}`),
    `${copied} runs copied, ${known} were there already, ${refused.length} left out`,
    ...sweeps.map(({ sweep, runs, sealed }) => `${sweep}: ${sealed} of ${runs} runs sealed`),
    `project: ${project} (${runCount} runs)`,
  ].join('\n');
}
