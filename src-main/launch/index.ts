/** `npm start`: opens the workbench in the desktop window, or in the browser where there can be no window. */
import { Command, Option } from 'commander';
import { chooseHost, type HostName } from './choose-host';
import { composeServices } from './compose-services';
import { findElectron, installElectron, runtimeSearchHere } from './electron-runtime';
import { locateInstallation } from './installation';
import { parsePort } from './port-option';
import { runProgram, withUsageErrors } from './run-program';
import { serveInBrowser } from './serve-in-browser';
import { startElectron } from './start-electron';
import { userPath } from './user-path';

interface StartOptions {
  readonly hostOnly?: HostName;
  readonly port: number;
  readonly open: boolean;
}

const installation = locateInstallation(import.meta.dirname);

async function start(project: string | undefined, options: StartOptions): Promise<void> {
  const path = project === undefined ? null : userPath(project);
  const search = runtimeSearchHere(installation.root);
  const choice = await chooseHost({
    only: options.hostOnly ?? null,
    platform: process.platform,
    environment: process.env,
    find: () => findElectron(search),
    install: async () => {
      console.error('The Electron runtime is not installed yet; trying to download it …');
      const installation = await installElectron(search);
      return installation.kind === 'installed' ? null : installation.reason;
    },
  });
  if (choice.kind === 'refused') {
    console.error(`No desktop window: ${choice.reason}.`);
    process.exitCode = 1;
    return;
  }
  if (choice.kind === 'electron') {
    const end = await startElectron({ program: choice.program, root: installation.root, project: path });
    if (end.kind === 'ended' || options.hostOnly === 'electron') {
      process.exitCode = end.kind === 'ended' ? end.exitCode : 1;
      return;
    }
    tellFallback(`the Electron runtime does not work here (${end.reason})`);
  } else if (choice.reason !== null) {
    tellFallback(choice.reason);
  }
  await serveInBrowser({
    services: composeServices({ installation, host: 'web', allowedRoot: null }),
    rendererFolder: installation.rendererFolder,
    port: options.port,
    project: path,
    openBrowser: options.open,
  });
}

function tellFallback(reason: string): void {
  console.log(`No desktop window: ${reason}. Opening the same workbench in the browser instead.`);
}

const program = withUsageErrors(new Command('npm start --'))
  .description('Opens Grassflow: in a desktop window, or in the browser where there can be no window.')
  .argument('[project]', 'project folder to open; the last one when absent')
  .addOption(
    new Option('--host-only <host>', 'insist on the desktop window or on the browser').choices([
      'electron',
      'web',
    ]),
  )
  .option('--port <number>', 'port of the browser host; 0 takes any free one', parsePort, 0)
  .option('--no-open', 'print the address of the browser host without opening it')
  .version(installation.version)
  .action(start);

await runProgram(program, process.argv);
