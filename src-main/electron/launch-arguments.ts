import { basename, dirname, resolve } from 'node:path';
import { PROJECT_SWITCH } from '@main/launch/project-switch';
import { HEAD_FILE, PACKED_EXTENSION, PROJECT_EXTENSION } from '@main/workbench/project/project-layout';

/** What is needed to read a command line. */
export interface CommandLine {
  /** `process.argv`. */
  readonly arguments: readonly string[];
  readonly folder: string;
  /** `app.getAppPath()`, which an unpackaged start has among its arguments. */
  readonly appPath: string;
  readonly exists: (path: string) => boolean;
}

/**
 * Absolute path of the project, packed or not, that a command line names, null when it names none. Positions mean nothing: Electron,
 * Chromium and test drivers put arguments of their own in front, between and behind. The head file of a project
 * stands for its folder.
 */
export function projectOfCommandLine(line: CommandLine): string | null {
  const switched = line.arguments.find((argument) => argument.startsWith(PROJECT_SWITCH));
  if (switched !== undefined) return resolve(line.folder, switched.slice(PROJECT_SWITCH.length));
  for (const argument of line.arguments.slice(1)) {
    if (argument.startsWith('-')) continue;
    const path = resolve(line.folder, argument);
    if (path === resolve(line.appPath) || !line.exists(path)) continue;
    const project = basename(path) === HEAD_FILE ? dirname(path) : path;
    if (project.endsWith(PROJECT_EXTENSION) || project.endsWith(PACKED_EXTENSION)) return project;
  }
  return null;
}
