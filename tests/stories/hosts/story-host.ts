import type { BrowserContext, Page } from 'playwright';
import type { RunningProgram } from '../../launch/running-program';

/** What a story is told on: the browser host, the desktop shell on a stand-in for Electron, or on Electron itself. */
export type StoryHostName = 'web' | 'stand-in' | 'electron';

/** The environment variable that names it. */
export const STORY_HOST_VARIABLE = 'GRASSFLOW_STORY_HOST';

/** The host of this run of the stories: the browser host unless the variable says otherwise. */
export function storyHostName(): StoryHostName {
  const name = process.env[STORY_HOST_VARIABLE] ?? 'web';
  if (name !== 'web' && name !== 'stand-in' && name !== 'electron') {
    throw new Error(`${STORY_HOST_VARIABLE} names the host ${name}: there are web, stand-in and electron.`);
  }
  return name;
}

/** How a host is started. */
export interface HostSetting {
  /** Folder that holds all that the host writes. */
  readonly folder: string;
  /** Path of the project to open; null for none. */
  readonly project: string | null;
  readonly environment: NodeJS.ProcessEnv;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** Called with the browser context before the page is loaded. */
  readonly watch: (context: BrowserContext) => void;
}

/** A started host with its page open. */
export interface OpenHost {
  readonly page: Page;
  readonly program: RunningProgram;
  /** What only a desktop has; null in the browser host. */
  readonly desktop: DesktopControls | null;
  /** Ends the host as its user would, and the browser. */
  close(): Promise<void>;
}

/** What the user and the system do to the desktop application beside its page. */
export interface DesktopControls {
  /** Answers the next dialog for a folder or for the place of a new project; null cancels it. */
  pickNext(dialog: 'open' | 'save', path: string | null): Promise<void>;
  /** Presses a button of the next question. */
  pressNext(button: number): Promise<void>;
  /** Number of questions that were asked so far. */
  questions(): Promise<number>;
  /** Addresses and files that the system was asked to open or show, in order. */
  handedToSystem(): Promise<readonly string[]>;
  clickClose(): Promise<void>;
  /** The system asks the running application to open a project (macOS). */
  openFile(path: string): Promise<void>;
  /** Starts the application once more; resolves with the exit code of that second start. */
  startAgain(args: readonly string[]): Promise<number | null>;
}

/** The project of a setting as an argument of a command line. */
export function projectArguments({ project }: Pick<HostSetting, 'project'>): readonly string[] {
  return project === null ? [] : [project];
}
