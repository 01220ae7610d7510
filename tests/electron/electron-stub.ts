/**
 * A stand-in for the `electron` module: real event emitters, and functions that note how they were called. Use it with
 * `vi.mock('electron', () => import('./electron-stub'))`.
 */
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { vi } from 'vitest';

class App extends EventEmitter {
  readonly commandLine = { hasSwitch: vi.fn((_name: string) => false) };
  readonly requestSingleInstanceLock = vi.fn((_data: unknown) => true);
  /** Throws for a folder that does not exist, as the real one does. */
  readonly setPath = vi.fn((_name: string, path: string) => {
    if (!existsSync(path)) throw new Error('Failed to set path');
  });
  readonly isPackaged = false;
  readonly getPath = vi.fn((_name: string) => '/home/ada/.local/share/grassflow/desktop');
  readonly getAppPath = vi.fn(() => '/opt/grassflow');
  readonly enableSandbox = vi.fn();
  readonly quit = vi.fn();
  readonly exit = vi.fn();
}
export const app = new App();

export const crashReporter = { start: vi.fn() };
export const protocol = { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() };
export const shell = { openExternal: vi.fn(() => Promise.resolve()), showItemInFolder: vi.fn() };
export const dialog = {
  showOpenDialog: vi.fn(),
  showSaveDialog: vi.fn(),
  showMessageBox: vi.fn(),
  showErrorBox: vi.fn(),
};
export const ipcMain = new EventEmitter();

export { MessageChannelMain } from '../electron-stand-in/application/message-port-main';

/** A utility process that does what a test says. */
export class UtilityProcessStub extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  pid: number | undefined = undefined;
  readonly postMessage = vi.fn();
  readonly kill = vi.fn(() => this.pid !== undefined);

  /** The process comes up. */
  come(): void {
    this.pid = 4711;
    this.emit('spawn');
  }
}
export const utilityProcess = {
  fork: vi.fn((_entry: string, _arguments: string[], _options: object) => new UtilityProcessStub()),
};

/** The web contents of a page. */
export class WebContentsStub extends EventEmitter {
  readonly mainFrame = { url: 'app://grassflow/index.html' };
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => {
    this.windowOpenHandler = handler;
  };
  readonly postMessage = vi.fn();
  readonly reload = vi.fn();
}

/** A window. */
export class BrowserWindowStub extends EventEmitter {
  readonly webContents = new WebContentsStub();
  readonly destroy = vi.fn();
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly isDestroyed = vi.fn(() => false);
  readonly isMinimized = vi.fn(() => false);
  readonly isMaximized = vi.fn(() => false);
  readonly getNormalBounds = vi.fn(() => ({ x: 0, y: 0, width: 1440, height: 900 }));
  readonly loadURL = vi.fn((_address: string) => Promise.resolve());
}

/** The windows the application has made. */
export class BrowserWindow extends BrowserWindowStub {
  static readonly created: BrowserWindow[] = [];
  readonly options: object;
  constructor(options: object) {
    super();
    this.options = options;
    BrowserWindow.created.push(this);
  }
}

export const Menu = { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn() };
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const session = {
  defaultSession: {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  },
};
