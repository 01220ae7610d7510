import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { findChromium } from '../browser/find-chromium';
import { startBuiltProgram, type RunningProgram } from '../launch/running-program';

/** The built browser host, freshly installed so to speak, and a page of a real browser on it. */
export interface Story {
  readonly page: Page;
  readonly host: RunningProgram;
  /** Folder that holds all that the host writes. */
  readonly folder: string;
  /** Messages of the page's console and its uncaught errors. */
  readonly complaints: readonly string[];
  end(): Promise<void>;
}

/** How the browser of a story is set up. */
export interface StorySetting {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** Starts the host on an empty data folder and opens its page. */
export async function beginStory(setting: StorySetting = {}): Promise<Story> {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-story-'));
  const host = startBuiltProgram('launch', ['--host-only', 'web', '--no-open'], folder, {
    GRASSFLOW_PROJECTS_FOLDER: join(folder, 'projects'),
  });
  const browser = await launchBrowser();
  const complaints: string[] = [];
  const page = await browser.newPage({
    viewport: { width: setting.width ?? 1280, height: setting.height ?? 800 },
    colorScheme: setting.theme ?? 'light',
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // Shorter than a test may take, so that a step that fails is named.
  page.setDefaultTimeout(15_000);
  await page.goto(await addressOf(host));
  return {
    page,
    host,
    folder,
    complaints,
    async end() {
      await browser.close();
      if (host.child.exitCode === null) host.interrupt();
      await host.exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('The stories need a Chromium; npm test finds or installs one');
  return chromium.launch({ executablePath });
}

async function addressOf(host: RunningProgram): Promise<string> {
  for (;;) {
    const address = /http:\/\/\S+/.exec(host.stdout())?.[0];
    if (address !== undefined) return address;
    if (host.child.exitCode !== null) throw new Error(`The host ended: ${host.stderr()}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}
