import { join } from 'node:path';
import { app, type BrowserWindow, Menu, protocol, session } from 'electron';
import { composeServices } from '@main/launch/compose-services';
import { locateInstallation } from '@main/launch/installation';
import { pageSecurityHeaders } from '@main/web/content-security-policy';
import { isAtWork } from '@main/workbench/jobs/job-at-work';
import type { Session } from '@main/workbench/session/session';
import type { WorkbenchServices } from '@main/workbench/workbench-services';
import type { Job } from '@shared/contract/job';
import { APP_ORIGIN, APP_SCHEME, createAppProtocolHandler } from './app-protocol';
import { menuTemplate } from './application-menu';
import { guardClose } from './close-guard';
import { createMainWindow } from './main-window';
import { createNativeHostUi } from './native-host-ui';
import type { OpenRequests } from './open-requests';
import { recoverLostPage } from './page-recovery';
import { endAfterClosing } from './quit-order';
import { createUtilitySolverHost } from './utility-solver-host';
import { denyPermissions } from './web-contents-guard';
import { serveWorkbenchToPage } from './workbench-port';

/** Opens the window on the workbench. Call when Electron is ready. */
export async function startDesktop(requests: OpenRequests): Promise<void> {
  const installation = locateInstallation(app.getAppPath());
  protocol.handle(
    APP_SCHEME,
    createAppProtocolHandler(installation.rendererFolder, pageSecurityHeaders('production')),
  );
  denyPermissions(session.defaultSession);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)));

  const services = composeServices({
    installation,
    host: 'electron',
    solverHost: createUtilitySolverHost(installation.solverEntry),
    allowedRoot: null,
  });
  endAfterClosing(app, services);

  const window = createMainWindow({
    preload: installation.preloadEntry,
    stateFile: join(app.getPath('userData'), 'window.json'),
  });
  openWorkbench(window, services, requests);
  await window.loadURL(`${APP_ORIGIN}/index.html`);
}

/** One session of the workbench for the window, over as many pages as are loaded into it. */
function openWorkbench(window: BrowserWindow, services: WorkbenchServices, requests: OpenRequests): void {
  const workbench = services.openSession(createNativeHostUi(window));
  guardClose(window, () => jobsAtWork(workbench));
  recoverLostPage(window);
  serveWorkbenchToPage(window.webContents, workbench, () => {
    requests.listen((path) => {
      workbench.requestOpen(path);
      if (window.isMinimized()) window.restore();
      window.focus();
    });
  });
}

async function jobsAtWork(workbench: Session): Promise<readonly Job[]> {
  return (await workbench.listJobs()).filter(isAtWork);
}
