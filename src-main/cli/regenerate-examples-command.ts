import { Command } from 'commander';
import { composeSolverPool } from '@main/launch/compose-services';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { exampleFolder, listExamples } from '@main/workbench/examples/examples';
import { regenerateExample } from '@main/workbench/examples/regenerate-example';
import { examplesFolderOf } from './examples-folder';

/** `grassflow regenerate-examples`: writes the shipped examples anew, their runs as this engine computes them. */
export function regenerateExamplesCommand(installation: Installation): Command {
  return new Command('regenerate-examples')
    .description(
      'write the shipped examples anew with their runs as this engine computes them, for developers',
    )
    .argument('[examples...]', 'ids of examples; all when absent')
    .option('--folder <folder>', 'folder of the examples', examplesFolderOf(installation))
    .action(async (ids: readonly string[], options: { readonly folder: string }) => {
      const pool = composeSolverPool(installation);
      try {
        const folder = userPath(options.folder);
        const chosen = ids.length > 0 ? ids : (await listExamples(folder)).map(({ id }) => id);
        for (const id of chosen) {
          const example = exampleFolder(folder, id);
          await regenerateExample(example, pool);
          console.log(example);
        }
      } finally {
        await pool.close();
      }
    });
}
