import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the user's folders depend on: a description of a machine, so that each system's rule can be tested on any. */
export interface UserMachine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly exists: (path: string) => boolean;
}

/** This machine. */
export function thisMachine(): UserMachine {
  return { environment: process.env, platform: process.platform, home: homedir(), exists: existsSync };
}

/**
 * Folder for what Grassflow keeps for itself (recent projects, copies of examples): GRASSFLOW_DATA_FOLDER, else the
 * system's place for application data.
 */
export function dataFolder({ environment, platform, home }: UserMachine): string {
  const chosen = environment.GRASSFLOW_DATA_FOLDER;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Grassflow');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Grassflow');
  const dataHome = environment.XDG_DATA_HOME;
  // The XDG specification: a relative path is to be ignored.
  return join(dataHome?.startsWith('/') === true ? dataHome : join(home, '.local', 'share'), 'grassflow');
}

/** Folder proposed for new projects: GRASSFLOW_PROJECTS_FOLDER, else Grassflow in Documents, or in the home folder. */
export function projectsFolder({ environment, home, exists }: UserMachine): string {
  const chosen = environment.GRASSFLOW_PROJECTS_FOLDER;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const documents = join(home, 'Documents');
  return join(exists(documents) ? documents : home, 'Grassflow');
}
