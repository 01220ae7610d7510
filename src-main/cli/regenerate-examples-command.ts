import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { composeSolverPool } from '@main/launch/compose-services';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { generateTour } from '@main/workbench/examples/generate-tour';

/** `grassflow regenerate-examples`: computes the shipped examples again with this engine. */
export function regenerateExamplesCommand(installation: Installation): Command {
  return new Command('regenerate-examples')
    .description('compute the shipped examples again, for developers')
    .option('--out <folder>', 'folder of the examples', join(installation.resourcesFolder, 'examples'))
    .action(async ({ out }: { readonly out: string }) => {
      const pool = composeSolverPool(installation);
      try {
        const folder = userPath(out);
        await mkdir(folder, { recursive: true });
        const tour = join(folder, 'tour.grassflow');
        await generateTour(tour, pool);
        console.log(tour);
      } finally {
        await pool.close();
      }
    });
}
