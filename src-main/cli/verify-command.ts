import { join } from 'node:path';
import { Command } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { readJson } from './read-json';
import { formatReport, parseReferenceFile, reportFailed, verifyCases } from './verify';

const EXAMPLES = `
Examples:
  grassflow verify
  grassflow verify cases.json more-cases.json

Exit code: 0 every compared quantity is within its tolerance, 1 one is not, 2 wrong usage or input.`;

/** `grassflow verify`: recomputes reference cases and compares. */
export function verifyCommand(installation: Installation): Command {
  return new Command('verify')
    .description('recompute reference cases and print the deviations')
    .argument('[cases...]', 'files of reference cases; the shipped set when absent')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[]) => {
      const shipped = join(installation.resourcesFolder, 'reference', 'cases.json');
      for (const file of files.length > 0 ? files.map((path) => userPath(path)) : [shipped]) {
        const report = verifyCases(parseReferenceFile(await readJson(file)));
        console.log(`${file}\n${formatReport(report)}`);
        if (reportFailed(report)) process.exitCode = 1;
      }
    });
}
