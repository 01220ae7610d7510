import { Command } from 'commander';
import type { Installation } from '@main/launch/installation';
import { withUsageErrors } from '@main/launch/run-program';
import { analyseCommand } from './analyse/analyse-command';
import { checkCommand } from './check-command';
import { exportCommand } from './export-command';
import { inspectCommand } from './inspect-command';
import { mergeCommand } from './merge-command';
import { packCommand } from './pack-command';
import { regenerateExamplesCommand } from './regenerate-examples-command';
import { runCommand } from './run-command';
import { serveCommand } from './serve-command';
import { slurmCommand } from './slurm/slurm-command';
import { unpackCommand } from './unpack-command';
import { verifyCommand } from './verify-command';

const INVOCATION = `
Run as
  npm run grassflow -- <command> …
and with npm's -s where the output goes into a file or a pipe:
  npm run -s grassflow -- inspect staircase --json > staircase.json`;

/** The command line of Grassflow. */
export function grassflowProgram(installation: Installation): Command {
  const program = withUsageErrors(new Command('grassflow'))
    .description('Gradient flow on Gaussian multi-index models: the workbench without a window.')
    .version(installation.version)
    .addHelpText('after', INVOCATION);
  const commands = [
    runCommand,
    inspectCommand,
    analyseCommand,
    exportCommand,
    slurmCommand,
    mergeCommand,
    packCommand,
    unpackCommand,
    serveCommand,
    verifyCommand,
    checkCommand,
    regenerateExamplesCommand,
  ];
  for (const create of commands) program.addCommand(withUsageErrors(create(installation)));
  return program;
}
