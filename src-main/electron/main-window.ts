import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { webPreferences } from './web-preferences';
import {
  formatWindowState,
  MINIMUM_SIZE,
  parseWindowState,
  placeWindow,
  type WindowState,
} from './window-state';

/** Shown until the page has painted, so that a dark desktop does not flash. */
const BACKGROUND = { light: '#ffffff', dark: '#16181d' } as const;

/** What the window needs to know. */
export interface MainWindowInput {
  /** Absolute path of the built preload. */
  readonly preload: string;
  /** File that keeps size and place between starts. */
  readonly stateFile: string;
}

/** Creates the window, hidden until its page has painted, where it was left the last time. */
export function createMainWindow({ preload, stateFile }: MainWindowInput): BrowserWindow {
  const state = readState(stateFile);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Grassflow',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: webPreferences(preload),
  });
  if (state?.maximized === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    writeState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  return window;
}

function readState(file: string): WindowState | null {
  try {
    return parseWindowState(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function writeState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, formatWindowState(state));
  } catch {
    // The place of a window is not worth a message; the next start uses the default.
  }
}
