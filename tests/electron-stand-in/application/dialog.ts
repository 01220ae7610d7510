import type { DialogKind } from '../protocol';
import type { BrowserWindow } from './browser-window';
import { requireReady } from './readiness';
import { screen } from './screen-line';

type DialogInput = readonly [BrowserWindow, object] | readonly [object];

function show(kind: DialogKind, input: DialogInput): Promise<unknown> {
  requireReady('dialog');
  const options = input.length === 2 ? input[1] : input[0];
  return screen.showDialog({ kind, options: options as Readonly<Record<string, unknown>> });
}

/** Electron's `dialog`: shown to the test, which answers in the user's stead. */
export const dialog = {
  showMessageBox: (...input: DialogInput) => show('message', input),
  showOpenDialog: (...input: DialogInput) => show('open', input),
  showSaveDialog: (...input: DialogInput) => show('save', input),
  /** Allowed before Electron is ready too; then it writes to the terminal. */
  showErrorBox(title: string, content: string): void {
    console.error(`${title}\n${content}`);
    void screen.showDialog({ kind: 'error', options: { title, content } });
  },
};
