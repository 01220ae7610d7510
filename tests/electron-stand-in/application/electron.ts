/** The module `electron` of the stand-in: what the application imports of it, and nothing else. */
import { requireNotReady, requireReady } from './readiness';
import { screen as line } from './screen-line';

export { app } from './app';
export { BrowserWindow } from './browser-window';
export { dialog } from './dialog';
export { ipcMain } from './ipc-main';
export { MessageChannelMain } from './message-port-main';
export { protocol } from './protocol-handlers';
export { utilityProcess } from './utility-process';

export const crashReporter = {
  start(): void {
    requireNotReady('crashReporter.start');
  },
};

export const shell = {
  openExternal: (url: string) => line.useSystem('open-external', url),
  showItemInFolder: (path: string) => void line.useSystem('show-item', path),
};

export const Menu = {
  buildFromTemplate: (template: readonly object[]) => template,
  setApplicationMenu(): void {
    requireReady('Menu');
  },
};

export const nativeTheme = { shouldUseDarkColors: false };

export const screen = {
  getAllDisplays() {
    requireReady('screen');
    return [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  },
};

export const session = {
  get defaultSession() {
    requireReady('session');
    // Permissions stay the browser's own business: headless, it asks nobody and grants none.
    return {
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
      setDevicePermissionHandler: () => undefined,
    };
  },
};
