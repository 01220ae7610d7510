import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { setAside } from '@main/files/set-aside';
import { systemCode } from '@main/files/storage-error';
import type { RecentProject } from '@shared/contract/project-state';
import { HEAD_FILE } from '../project/project-layout';
import { Serial } from '../project/serial';
import { documentJson } from '../runs/canonical-json';

type KnownProject = Omit<RecentProject, 'exists'>;

/** What Grassflow remembers between starts. */
interface Settings {
  readonly schema: 1;
  /** Latest first. */
  readonly recentProjects: readonly KnownProject[];
  /** Project open when the last session ended; null when it was closed. */
  readonly lastProject: string | null;
  /** Solver processes that work at once; null where the user has not said. */
  readonly solverProcesses: number | null;
}

const DEFAULTS: Settings = { schema: 1, recentProjects: [], lastProject: null, solverProcesses: null };
const SETTINGS_FILE = 'settings.json';
const LONGEST_LIST = 20;

/** The settings in the user's data folder. An unreadable file is kept as `.broken` and the defaults are used. */
export class SettingsStore {
  readonly #folder: string;
  readonly #fileSystem: FileSystem;
  readonly #changes = new Serial();

  constructor(dataFolder: string, fileSystem: FileSystem) {
    this.#folder = dataFolder;
    this.#fileSystem = fileSystem;
  }

  /** Projects opened before, latest first, with whether they are still there. */
  async recentProjects(): Promise<readonly RecentProject[]> {
    const { recentProjects } = await this.#changes.run(() => this.#read());
    return Promise.all(
      recentProjects.map(async (known) => ({ ...known, exists: await isThere(known.path) })),
    );
  }

  /** Path of the project to reopen; null when there is none or it is gone. */
  async lastProject(): Promise<string | null> {
    const { lastProject } = await this.#changes.run(() => this.#read());
    return lastProject !== null && (await isThere(lastProject)) ? lastProject : null;
  }

  /** Notes that a project was opened. @throws StorageError */
  rememberOpened(path: string, name: string): Promise<void> {
    return this.#change((settings) => {
      const others = settings.recentProjects.filter((known) => known.path !== path);
      const opened = { path, name, openedAt: new Date().toISOString() };
      const recentProjects = [opened, ...others].slice(0, LONGEST_LIST);
      return { ...settings, recentProjects, lastProject: path };
    });
  }

  /** Notes that the user closed the project. @throws StorageError */
  rememberClosed(): Promise<void> {
    return this.#change((settings) => ({ ...settings, lastProject: null }));
  }

  /** Number of solver processes that work at once; null where the user has not said. */
  async solverProcesses(): Promise<number | null> {
    return (await this.#changes.run(() => this.#read())).solverProcesses;
  }

  /** Notes how many solver processes are to work at once. @throws StorageError */
  setSolverProcesses(solverProcesses: number): Promise<void> {
    return this.#change((settings) => ({ ...settings, solverProcesses }));
  }

  /** Takes a project off the list; its folder stays. @throws StorageError */
  forget(path: string): Promise<void> {
    return this.#change((settings) => ({
      ...settings,
      recentProjects: settings.recentProjects.filter((known) => known.path !== path),
    }));
  }

  #change(change: (settings: Settings) => Settings): Promise<void> {
    return this.#changes.run(async () => {
      const settings = change(await this.#read());
      await ensureFolder(this.#folder, this.#fileSystem);
      await writeFileAtomically(this.#path(), documentJson(settings), this.#fileSystem);
    });
  }

  async #read(): Promise<Settings> {
    let text: string;
    try {
      text = await readFile(this.#path(), 'utf8');
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') console.error(`${this.#path()} could not be read:`, error);
      return DEFAULTS;
    }
    const settings = parseSettings(text);
    if (settings !== null) return settings;
    await setAside(this.#path(), this.#fileSystem).catch(() => undefined);
    return DEFAULTS;
  }

  #path(): string {
    return join(this.#folder, SETTINGS_FILE);
  }
}

/** The settings in a file's text; null when they are not understood. */
function parseSettings(text: string): Settings | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object') return null;
  // Settings written before there was a number of processes have none.
  const {
    schema,
    recentProjects,
    lastProject,
    solverProcesses = null,
  } = value as Readonly<Partial<Record<keyof Settings, unknown>>>;
  if (schema !== 1 || !Array.isArray(recentProjects)) return null;
  if (lastProject !== null && typeof lastProject !== 'string') return null;
  if (!recentProjects.every(isKnownProject)) return null;
  if (solverProcesses !== null && !(Number.isInteger(solverProcesses) && Number(solverProcesses) >= 1))
    return null;
  return { schema, recentProjects, lastProject, solverProcesses: solverProcesses as number | null };
}

function isKnownProject(value: unknown): value is KnownProject {
  if (value === null || typeof value !== 'object') return false;
  const { path, name, openedAt } = value as Partial<Record<keyof KnownProject, unknown>>;
  return typeof path === 'string' && typeof name === 'string' && typeof openedAt === 'string';
}

async function isThere(project: string): Promise<boolean> {
  return access(join(project, HEAD_FILE)).then(
    () => true,
    () => false,
  );
}
