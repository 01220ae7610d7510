import { Command } from 'commander';
import { composeServices } from '@main/launch/compose-services';
import type { Installation } from '@main/launch/installation';
import { parsePort } from '@main/launch/port-option';
import { serveInBrowser } from '@main/launch/serve-in-browser';
import { userPath } from '@main/launch/user-path';

interface ServeOptions {
  readonly port: number;
  readonly root?: string;
  readonly open: boolean;
}

const EXAMPLES = `
Examples:
  grassflow serve --no-open --port 8123
  ssh -L 8123:127.0.0.1:8123 cluster     then open the printed address on this machine

The server listens on the loopback address only; the printed address lets one browser in, once.`;

/** `grassflow serve`: the workbench in the browser, for a machine without a display or far away. */
export function serveCommand(installation: Installation): Command {
  return new Command('serve')
    .description('serve the workbench to a browser of this machine')
    .argument('[project]', 'project folder to open; the last one when absent')
    .option('--port <number>', 'port; 0 takes any free one', parsePort, 0)
    .option('--root <folder>', 'let pages open and write nothing outside of this folder')
    .option('--no-open', 'print the address without opening it')
    .addHelpText('after', EXAMPLES)
    .action((project: string | undefined, options: ServeOptions) =>
      serveInBrowser({
        services: composeServices({
          installation,
          host: 'web',
          allowedRoot: options.root === undefined ? null : userPath(options.root),
        }),
        rendererFolder: installation.rendererFolder,
        port: options.port,
        project: project === undefined ? null : userPath(project),
        openBrowser: options.open,
      }),
    );
}
