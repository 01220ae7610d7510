import { EventEmitter } from 'node:events';
import { app } from './app';
import { ipcMain } from './ipc-main';
import { portClosed, portMessage } from './ports-in-pages';
import { preventable } from './preventable-event';
import { requireReady } from './readiness';
import { answerScreen, screen } from './screen-line';
import { WebContents } from './web-contents';

/** The options that the stand-in follows. */
interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly sandbox?: boolean;
    readonly contextIsolation?: boolean;
    readonly nodeIntegration?: boolean;
  };
}

const windows = new Map<number, BrowserWindow>();
let opened = 0;

/** Electron's BrowserWindow, shown as a page of a real browser. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #number: number;
  readonly #size: { readonly width: number; readonly height: number };
  #destroyed = false;
  #maximized = false;

  constructor({ width = 800, height = 600, webPreferences = {} }: WindowOptions) {
    requireReady('BrowserWindow');
    super();
    const { preload, sandbox = true, contextIsolation = true, nodeIntegration = false } = webPreferences;
    if (preload === undefined || !sandbox || !contextIsolation || nodeIntegration) {
      throw new Error('The stand-in shows only pages with a preload in an isolated world of the sandbox');
    }
    opened += 1;
    this.#number = opened;
    this.#size = { width, height };
    windows.set(this.#number, this);
    app.windowOpened(this);
    this.webContents = new WebContents(this.#number);
    void screen.openWindow(this.#number, this.#size, preload);
  }

  loadURL(url: string): Promise<void> {
    return screen.load(this.#number, url);
  }

  /** Asks the listeners, then closes. */
  close(): void {
    if (this.#destroyed) return;
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes without asking. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this.#number);
    void screen.closeWindow(this.#number);
    this.webContents.documentGone();
    this.emit('closed');
    app.windowClosed(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
  maximize(): void {
    this.#maximized = true;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, ...this.#size };
  }
  isMinimized(): boolean {
    return false;
  }
  show(): void {
    this.emit('show');
  }
  focus(): void {
    this.emit('focus');
  }
}

const contentsOf = (window: number): WebContents | undefined => windows.get(window)?.webContents;

answerScreen({
  documentCreated(window, document, url) {
    contentsOf(window)?.documentCreated(document, url);
  },
  pageSent(window, document, channel, input) {
    const contents = contentsOf(window);
    if (contents === undefined) return;
    const event = {
      sender: contents,
      ports: [],
      // Looked up when it is asked for: by then the frame may be gone.
      get senderFrame() {
        return contents.frameOf(document);
      },
    };
    ipcMain.emit(channel, event, ...input);
  },
  portMessage,
  portClosed,
  mayNavigate: (window, url) => contentsOf(window)?.mayNavigate(url) ?? false,
  windowRequested(window, url) {
    contentsOf(window)?.windowRequested(url);
  },
  painted(window) {
    windows.get(window)?.emit('ready-to-show');
  },
  pageGone(window) {
    contentsOf(window)?.documentGone();
    contentsOf(window)?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  },
  clickClose(window) {
    windows.get(window)?.close();
  },
});
