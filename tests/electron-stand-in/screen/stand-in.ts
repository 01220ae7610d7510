import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { joinLine, type Remote } from '../line';
import type { ApplicationCalls, DialogKind, ScreenCalls, ShownDialog } from '../protocol';
import { openWindowPage, type WindowPage } from './window-page';

const ROOT = resolve(import.meta.dirname, '../../..');
const ENTRY = join(ROOT, 'tests', 'electron-stand-in', 'application', 'main.ts');

/** How the application is started. */
export interface StandInSetting {
  /** Where its windows are shown; null for an application that has none. */
  readonly context: BrowserContext | null;
  readonly workingFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Arguments behind the application's own folder. */
  readonly args?: readonly string[];
  /** Folder of the package.json that names the main module; the built Grassflow when absent. */
  readonly root?: string;
}

/** The application, running on the stand-in. */
export interface StandIn {
  readonly child: ChildProcess;
  /** The page of the first window once it is loaded; rejects when the application ends before. */
  readonly firstPage: Promise<Page>;
  /** What the user or the system does to it. */
  readonly application: Remote<ApplicationCalls>;
  /** Answers the next dialog of the kind, which may be open already. */
  answerDialog(kind: DialogKind, answer: unknown): void;
  /** All dialogs that were shown. */
  readonly dialogs: readonly ShownDialog[];
  /** What the system was asked to open or show. */
  readonly systemUses: readonly { readonly action: string; readonly target: string }[];
}

/** Starts the built application in plain Node with the stand-in as its Electron. */
export function startStandIn(setting: StandInSetting): StandIn {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), ENTRY, setting.root ?? ROOT, ...(setting.args ?? [])],
    {
      cwd: setting.workingFolder,
      env: setting.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      detached: true,
    },
  );
  const windows = new Map<number, Promise<WindowPage>>();
  const windowOf = async (number: number): Promise<WindowPage> => {
    const window = await windows.get(number);
    if (window === undefined) throw new Error('Object has been destroyed');
    return window;
  };
  const dialogs = createDialogs();
  const systemUses: { action: string; target: string }[] = [];
  /** Windows of the open ports. */
  const ports = new Map<number, number>();
  const first = openPromise<Page>();

  const screen: ScreenCalls = {
    openWindow(number, size, preload) {
      if (setting.context === null) throw new Error('This application is to have no window');
      const opening = openWindowPage(setting.context, number, preload, application);
      windows.set(
        number,
        opening.then(async (window) => {
          await window.page.setViewportSize(size);
          return window;
        }),
      );
    },
    async load(number, url) {
      const window = await windowOf(number);
      await window.load(url);
      first.resolve(window.page);
    },
    reload: async (number) => (await windowOf(number)).reload(),
    async closeWindow(number) {
      const window = await windowOf(number);
      windows.delete(number);
      await window.page.close();
    },
    async postToPage(number, channel, message, numbers) {
      for (const port of numbers) ports.set(port, number);
      await (await windowOf(number)).tell({ type: 'message', channel, message, ports: numbers });
    },
    async postToPort(port, message) {
      await (await windowOf(ports.get(port) ?? -1)).tell({ type: 'port-message', port, message });
    },
    async closePort(port) {
      await (await windowOf(ports.get(port) ?? -1)).tell({ type: 'port-closed', port });
    },
    showDialog: dialogs.show,
    useSystem: (action, target) => void systemUses.push({ action, target }),
  };
  const application = joinLine<ApplicationCalls>(
    {
      // A process that has ended hears nothing; its end is seen by its exit.
      send: (message) => child.connected && child.send(message as object, () => undefined),
      onMessage: (listener) => child.on('message', listener),
    },
    screen,
  );
  child.once('exit', (code) => first.reject(new Error(`The application ended with code ${code}`)));
  return {
    child,
    firstPage: first.promise,
    application,
    answerDialog: dialogs.answer,
    dialogs: dialogs.shown,
    systemUses,
  };
}

/** A promise that somebody else settles, and that nobody needs to await. */
function openPromise<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** Dialogs that were shown, each answered once the test has an answer of its kind. */
function createDialogs() {
  const shown: ShownDialog[] = [];
  const answers: { kind: DialogKind; answer: unknown }[] = [];
  const open: { kind: DialogKind; resolve: (answer: unknown) => void }[] = [];
  return {
    shown,
    show(dialog: ShownDialog): Promise<unknown> {
      shown.push(dialog);
      if (dialog.kind === 'error') return Promise.resolve();
      const ready = answers.findIndex(({ kind }) => kind === dialog.kind);
      if (ready >= 0) return Promise.resolve(answers.splice(ready, 1)[0]?.answer);
      return new Promise((resolve) => open.push({ kind: dialog.kind, resolve }));
    },
    answer(kind: DialogKind, answer: unknown): void {
      const waiting = open.findIndex((dialog) => dialog.kind === kind);
      if (waiting >= 0) open.splice(waiting, 1)[0]?.resolve(answer);
      else answers.push({ kind, answer });
    },
  };
}
