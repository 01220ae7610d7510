import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { withPackedExtension } from '@main/workbench/project/project-layout';
import { InvalidInputError } from '@shared/model/input-problem';
import { openProject } from './open-project';
import { withSession } from './with-session';

const EXAMPLES = `
Examples:
  grassflow pack study.grassflow                     writes study.grassflowz
  grassflow pack study.grassflow --out mail/ladders

The file is an ordinary zip of the project folder, without lock and cache. It is opened in the window like a project,
or unpacked with grassflow unpack.`;

/** `grassflow pack`: a project, runs included, as one file to mail. */
export function packCommand(installation: Installation): Command {
  return new Command('pack')
    .description('pack a project into one file to mail')
    .argument('<project>', 'project folder')
    .option('--out <file>', "file to write; by default the project's name in the current folder")
    .option('--force', 'replace a file that is there already')
    .addHelpText('after', EXAMPLES)
    .action(async (project: string, options: { readonly out?: string; readonly force?: boolean }) => {
      const packed = await withSession(installation, async (session) => {
        const { path } = await openProject(session, userPath(project));
        const file = userPath(withPackedExtension(options.out ?? basename(path)));
        if (options.force !== true) await refuseExisting(file);
        return session.packProject({ path: file });
      });
      if (packed !== null) console.log(`${packed.path} (${packed.bytes} bytes)`);
    });
}

async function refuseExisting(file: string): Promise<void> {
  if ((await stat(file).catch(() => null)) === null) return;
  throw new InvalidInputError([
    { field: '--out', cause: `${file} exists already`, remedy: 'Choose another name, or add --force' },
  ]);
}
