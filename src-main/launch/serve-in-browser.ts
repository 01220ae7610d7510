import { resolve } from 'node:path';
import { startWebHost, type Development } from '@main/web/web-host';
import type { WorkbenchServices } from '@main/workbench/workbench-services';
import { hasDisplay } from './choose-host';
import { NO_HOST_UI } from './no-host-ui';
import { openInBrowser } from './open-in-browser';
import { stopRequested } from './stop-signal';

/** What the browser host is started with. */
export interface BrowserServing {
  readonly services: WorkbenchServices;
  readonly rendererFolder: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Project to open; null for the last one. */
  readonly project: string | null;
  readonly openBrowser: boolean;
  readonly development?: Development;
}

/**
 * Serves the workbench to the browser until the user stops it; prints where. Ends the services. Rejects with
 * WorkbenchError or InvalidInputError when the project cannot be opened or the port is taken.
 */
export async function serveInBrowser(serving: BrowserServing): Promise<void> {
  const { services, project, development } = serving;
  const stop = stopRequested();
  try {
    if (project !== null) await makeCurrentProject(services, project);
    const host = await startWebHost({
      services,
      rendererFolder: serving.rendererFolder,
      port: serving.port,
      ...(development === undefined ? {} : { development }),
      onNewAddress: (url) => {
        console.log(`For another browser: ${url}`);
      },
    });
    console.log(`Grassflow is at ${host.url}`);
    console.log('The address lets one browser of this machine in, once. Ctrl-C ends Grassflow.');
    if (serving.openBrowser && hasDisplay(process.platform, process.env)) openInBrowser(host.url);
    await stop;
    await host.close();
  } finally {
    await services.close();
  }
}

/** Opens the project once: a wrong path is told in the terminal, and the page finds the project as the last one. */
async function makeCurrentProject(services: WorkbenchServices, project: string): Promise<void> {
  const session = services.openSession(NO_HOST_UI);
  try {
    await session.openProject({ path: resolve(project) });
  } finally {
    await session.dispose();
  }
}
