/**
 * `npm run dev`: the browser host with hot reload. Vite serves and reloads the page; a change of the workbench or of
 * the numerics restarts this program (`tsx watch`), and solver processes run from their sources.
 */
import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { createServer } from 'vite';
import { forkSolverHost } from '@main/solver-pool/fork-solver-host';
import { composeServices } from './compose-services';
import { locateInstallation } from './installation';
import { serveInBrowser } from './serve-in-browser';

/** The same at every restart, so that the page finds its host again. */
const PORT = 5273;

const installation = locateInstallation(import.meta.dirname);
const folder = (name: string): string => join(installation.root, name);

const vite = await createServer({
  configFile: false,
  root: folder('src-renderer'),
  plugins: [vue()],
  resolve: { alias: { '@shared': folder('src-shared'), '@renderer': folder('src-renderer') } },
  server: { middlewareMode: true, fs: { allow: [installation.root] } },
});
try {
  await serveInBrowser({
    services: composeServices({
      installation,
      host: 'web',
      solverHost: forkSolverHost({
        entry: folder('src-main/solver/index.ts'),
        memoryLimitMegabytes: null,
        execArgv: ['--import', 'tsx'],
      }),
      allowedRoot: null,
    }),
    rendererFolder: installation.rendererFolder,
    port: PORT,
    project: null,
    openBrowser: process.argv.includes('--open'),
    developmentPage: vite.middlewares,
  });
} finally {
  await vite.close();
}
