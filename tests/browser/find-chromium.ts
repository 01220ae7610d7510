import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** The environment variable that names the Chromium (or Chrome, Edge) to test with. */
export const CHROMIUM_VARIABLE = 'GRASSFLOW_CHROMIUM';

/** Where a search for a browser looks: a description of a machine, so that it can be tested without that machine. */
export interface BrowserSearch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly exists: (path: string) => boolean;
  /** Where Playwright keeps the Chromium of its own release; null when it has none for this platform. */
  readonly playwrightChromium: string | null;
}

/** The search on this machine. */
export function searchHere(): BrowserSearch {
  return {
    environment: process.env,
    platform: process.platform,
    exists: existsSync,
    playwrightChromium: chromium.executablePath() || null,
  };
}

/**
 * Absolute path of a Chromium: the one named by GRASSFLOW_CHROMIUM, else a system browser, else Playwright's own; null
 * when there is none. Throws when the variable names a file that does not exist, since a silent substitute would hide it.
 */
export function findChromium(search: BrowserSearch = searchHere()): string | null {
  const named = search.environment[CHROMIUM_VARIABLE];
  if (named !== undefined && named !== '') {
    if (search.exists(named)) return named;
    throw new Error(
      `${CHROMIUM_VARIABLE} names ${named}, which does not exist. Correct or unset the variable.`,
    );
  }
  const candidates = [...systemBrowsers(search)];
  if (search.playwrightChromium !== null) candidates.push(search.playwrightChromium);
  return candidates.find((path) => search.exists(path)) ?? null;
}

function systemBrowsers({ environment, platform }: BrowserSearch): string[] {
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => environment[name])
      .filter((root) => root !== undefined);
    const programs = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    return roots.flatMap((root) => programs.map((program) => join(root, ...program)));
  }
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}
