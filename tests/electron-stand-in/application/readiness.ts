/** Whether Electron is ready: some things must be done before, others can only be done after. */
let ready = false;
const waiting: (() => void)[] = [];

export function isReady(): boolean {
  return ready;
}

/** Resolves when Electron is ready. */
export function whenReady(): Promise<void> {
  return ready ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
}

/** Called once by the loader, after the application's main module has ended. */
export function becomeReady(): void {
  ready = true;
  for (const resolve of waiting.splice(0)) resolve();
}

/** Throws as Electron does for what must wait, for example `new BrowserWindow`. */
export function requireReady(what: string): void {
  if (!ready) throw new Error(`${what} can only be used after the 'ready' event of the app is emitted`);
}

/** Throws as Electron does for what comes too late. */
export function requireNotReady(what: string): void {
  if (ready) throw new Error(`${what} should be called before app is ready`);
}
