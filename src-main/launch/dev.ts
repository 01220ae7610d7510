/**
 * `npm run dev`: the browser host with hot reload. Vite serves and reloads the page; a change of the workbench or of
 * the numerics restarts this program (`tsx watch`), and solver processes run from their sources.
 */
import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { Command } from 'commander';
import { createServer } from 'vite';
import { forkSolverHost } from '@main/solver-pool/fork-solver-host';
import { composeServices } from './compose-services';
import { locateInstallation } from './installation';
import { keptSecret } from './kept-secret';
import { parsePort } from './port-option';
import { runProgram, withUsageErrors } from './run-program';
import { serveInBrowser } from './serve-in-browser';

const installation = locateInstallation(import.meta.dirname);
const folder = (name: string): string => join(installation.root, name);

async function develop({ port, open }: { readonly port: number; readonly open?: boolean }): Promise<void> {
  const vite = await createServer({
    configFile: false,
    root: folder('src-renderer'),
    plugins: [vue()],
    resolve: { alias: { '@shared': folder('src-shared'), '@renderer': folder('src-renderer') } },
    server: { middlewareMode: true, fs: { allow: [installation.root] } },
  });
  const solverHost = forkSolverHost({
    entry: folder('src-main/solver/index.ts'),
    memoryLimitMegabytes: null,
    execArgv: ['--import', 'tsx'],
  });
  try {
    await serveInBrowser({
      services: composeServices({ installation, host: 'web', solverHost, allowedRoot: null }),
      rendererFolder: installation.rendererFolder,
      port,
      project: null,
      openBrowser: open === true,
      development: {
        page: vite.middlewares,
        cookieSecret: keptSecret(folder('node_modules/.cache/grassflow')),
      },
    });
  } finally {
    await vite.close();
  }
}

const program = withUsageErrors(new Command('npm run dev --'))
  .description('Serves the workbench from its sources, with hot reload.')
  .option('--port <number>', 'port, the same at every restart', parsePort, 5273)
  .option('--open', 'open the browser at every restart')
  .action(develop);

await runProgram(program, process.argv);
