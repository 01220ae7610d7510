import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { RunningProgram } from '../launch/running-program';
import { openElectronHost } from './hosts/electron-story-host';
import { openStandInHost } from './hosts/stand-in-story-host';
import { storyHostName, type DesktopControls, type HostSetting, type OpenHost } from './hosts/story-host';
import { openWebHost } from './hosts/web-story-host';

/** A built host, freshly installed so to speak, and its page in a real browser. */
export interface Story {
  readonly page: Page;
  readonly host: RunningProgram;
  /** What only a desktop has; null in the browser host. */
  readonly desktop: DesktopControls | null;
  /** Folder that holds all that the host writes. */
  readonly folder: string;
  /** What the host was started with: another start with it is the same installation. */
  readonly environment: NodeJS.ProcessEnv;
  /** Messages of the page's console and its uncaught errors. */
  readonly complaints: readonly string[];
  end(): Promise<void>;
}

/** How the browser of a story is set up. */
export interface StorySetting {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Makes the project that is opened in the folder of the story and answers its path; the Tour is opened when absent. */
  readonly makeProject?: (folder: string) => Promise<string>;
}

const OPEN_HOST = { web: openWebHost, 'stand-in': openStandInHost, electron: openElectronHost } as const;

/** Starts the host that is to be tested on an empty data folder and opens its page. */
export async function beginStory(setting: StorySetting = {}): Promise<Story> {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-story-'));
  const complaints: string[] = [];
  const environment = {
    ...process.env,
    GRASSFLOW_DATA_FOLDER: join(folder, 'data'),
    GRASSFLOW_PROJECTS_FOLDER: join(folder, 'projects'),
  };
  const host = await openHost({
    folder,
    project: setting.makeProject === undefined ? null : await setting.makeProject(folder),
    environment,
    theme: setting.theme ?? 'light',
    width: setting.width ?? 1280,
    height: setting.height ?? 800,
    watch: (context) => watchComplaints(context, complaints),
  });
  // Shorter than a test may take, so that a step that fails is named.
  host.page.setDefaultTimeout(15_000);
  return {
    page: host.page,
    host: host.program,
    desktop: host.desktop,
    folder,
    environment,
    complaints,
    async end() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openHost(setting: HostSetting): Promise<OpenHost> {
  return OPEN_HOST[storyHostName()](setting);
}

function watchComplaints(context: BrowserContext, complaints: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
}
