import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { preventable } from './preventable-event';
import { isReady, requireNotReady, whenReady } from './readiness';
import { answerScreen } from './screen-line';
import { takeInstanceLock } from './single-instance';

/** What the app needs of a window. */
interface OpenWindow {
  close(): void;
  destroy(): void;
}

/** Electron's `app`: its events in their documented order, and what must be said before it is ready. */
class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = {
    hasSwitch: (name: string) => process.argv.includes(`--${name}`),
  };
  readonly #windows = new Set<OpenWindow>();
  readonly #paths = new Map<string, string>();
  #quitting = false;

  whenReady = whenReady;
  isReady = isReady;

  getAppPath(): string {
    return process.argv[1] ?? '';
  }

  setPath(name: string, path: string): void {
    requireNotReady(`app.setPath('${name}')`);
    if (!existsSync(path)) throw new Error(`Failed to set path`);
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`The stand-in has no folder of its own for '${name}'`);
    return path;
  }

  enableSandbox(): void {
    requireNotReady('app.enableSandbox()');
  }

  requestSingleInstanceLock(data: unknown = {}): boolean {
    const start = { argv: process.argv, folder: process.cwd(), data };
    return takeInstanceLock(this.getPath('userData'), start, (second) => {
      // Chromium puts switches of its own between the arguments.
      const argv = [...second.argv.slice(0, 1), '--allow-file-access-from-files', ...second.argv.slice(1)];
      this.emit('second-instance', {}, argv, second.folder, second.data);
    });
  }

  quit(): void {
    if (this.#quitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#quitting = true;
    // Electron ends its message loop later: what comes after quit() in the caller still runs.
    setImmediate(() => this.#closeWindowsAndEnd());
  }

  /** At once: no window is asked, and of the events only `quit` comes. */
  exit(code = 0): void {
    for (const window of [...this.#windows]) window.destroy();
    this.emit('quit', {}, code);
    process.exit(code);
  }

  /** A window was opened. */
  windowOpened(window: OpenWindow): void {
    this.#windows.add(window);
  }

  /** A window is gone. Without a listener for it, the end of the last window is the end of the application. */
  windowClosed(window: OpenWindow): void {
    this.#windows.delete(window);
    if (this.#windows.size > 0 || this.#quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  #closeWindowsAndEnd(): void {
    for (const window of [...this.#windows]) window.close();
    // A window that did not want to close has called off the end.
    if (this.#windows.size > 0) {
      this.#quitting = false;
      return;
    }
    const will = preventable({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.exit(0);
  }
}

/** The application. */
export const app = new App();

answerScreen({
  chooseQuit: () => app.quit(),
  openFile(path) {
    app.emit('open-file', preventable({}), path);
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
