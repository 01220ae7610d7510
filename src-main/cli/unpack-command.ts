import { basename } from 'node:path';
import { Command } from 'commander';
import { nodeFileSystem } from '@main/files/file-system';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { PACKED_EXTENSION, withProjectExtension } from '@main/workbench/project/project-layout';
import { unpackProject } from '@main/workbench/project/unpack-project';
import { openProject } from './open-project';
import { withSession } from './with-session';

const EXAMPLES = `
Examples:
  grassflow unpack study.grassflowz                  makes study.grassflow
  grassflow unpack study.grassflowz --out ladders

Every run is verified. Nothing that is there already is overwritten.`;

/** `grassflow unpack`: the project folder in a packed project. */
export function unpackCommand(installation: Installation): Command {
  return new Command('unpack')
    .description('unpack a packed project into a project folder')
    .argument('<file>', `packed project (${PACKED_EXTENSION})`)
    .option('--out <folder>', "folder to make; by default the file's name in the current folder")
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: { readonly out?: string }) => {
      const folder = userPath(withProjectExtension(options.out ?? basename(file, PACKED_EXTENSION)));
      await unpackProject(userPath(file), folder, nodeFileSystem);
      const { path, runCount } = await withSession(installation, (session) => openProject(session, folder));
      console.log(`${path} (${runCount} runs)`);
    });
}
