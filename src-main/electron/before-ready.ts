import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, crashReporter, protocol } from 'electron';
import { dataFolder, thisMachine } from '@main/launch/user-folders';
import { APP_SCHEME_PRIVILEGES } from './app-protocol';
import { projectOfCommandLine } from './launch-arguments';
import { createOpenRequests, type OpenRequests } from './open-requests';
import { guardAllWebContents } from './web-contents-guard';

/** What a second start tells the first. */
interface SecondStart {
  readonly project: string | null;
}

/**
 * Everything that must be done synchronously before Electron is ready. Null when another instance runs: it was told
 * what to open, and this one is to end.
 */
export function prepareBeforeReady(): OpenRequests | null {
  // Chromium's own files go below the folder that all hosts share.
  const desktopFolder = join(dataFolder(thisMachine()), 'desktop');
  const crashFolder = join(desktopFolder, 'crashes');
  // setPath() throws for a folder that does not exist.
  mkdirSync(crashFolder, { recursive: true });
  app.setPath('userData', desktopFolder);
  app.setPath('crashDumps', crashFolder);

  const requests = createOpenRequests();
  const project = projectOfCommandLine({
    arguments: process.argv,
    folder: process.cwd(),
    appPath: app.getAppPath(),
    exists: existsSync,
  });
  if (!app.requestSingleInstanceLock({ project } satisfies SecondStart)) {
    app.quit();
    return null;
  }

  crashReporter.start({ uploadToServer: false });
  protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES]);
  // enableSandbox() would take back a --no-sandbox that root needs to start at all.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  guardAllWebContents(app);

  if (project !== null) requests.add(project);
  // macOS may ask before the application is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    requests.add(path);
  });
  app.on('second-instance', (_event, _arguments, _folder, data) => {
    const path = projectOfSecondStart(data);
    if (path !== null) requests.add(path);
  });
  return requests;
}

function projectOfSecondStart(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('project' in data)) return null;
  return typeof data.project === 'string' ? data.project : null;
}
