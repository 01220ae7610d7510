import { basename, dirname } from 'node:path';
import { ensureFolder } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { StorageError } from '@main/files/storage-error';
import type { ProjectState } from '@shared/contract/project-state';
import { copyExample } from '../examples/examples';
import { freeProjectPath } from '../project/free-path';
import { createProject, openProject } from '../project/open-project';
import { PACKED_EXTENSION, withProjectExtension } from '../project/project-layout';
import { Serial } from '../project/serial';
import { unpackProject } from '../project/unpack-project';
import type { SettingsStore } from '../settings/settings';
import type { CurrentProject } from './current-project';
import type { PathPolicy } from './path-policy';

/** Where projects are, and what is noted of them. */
export interface ProjectSetting {
  readonly fileSystem: FileSystem;
  /** Where new projects go by default. */
  readonly projectsFolder: string;
  readonly examplesFolder: string;
  /** Where copies of examples go. */
  readonly copiesFolder: string;
  readonly settings: SettingsStore;
  readonly paths: PathPolicy;
  /** Resolves when the sessions that are closing have given their locks back. */
  readonly farewells: () => Promise<unknown>;
}

/**
 * The calls that put another project in place of the open one, or close it; they take turns. All of them @throws
 * WorkbenchError for a path that is not admitted, StorageError, and what opening and creating projects throw.
 */
export class ProjectCalls {
  readonly #current: CurrentProject;
  readonly #setting: ProjectSetting;
  readonly #turns = new Serial();

  constructor(current: CurrentProject, setting: ProjectSetting) {
    this.#current = current;
    this.#setting = setting;
  }

  /** The open project, or the one that was open when the program ended last; null when there is none or it is gone. */
  restore(): Promise<ProjectState | null> {
    return this.#turns.run(async () => {
      const state = this.#current.state();
      if (state !== null) return state;
      const { settings, paths } = this.#setting;
      const path = await settings.lastProject();
      const admitted = path === null ? null : await paths.admitProject(path).catch(() => null);
      return admitted === null ? null : this.#open(admitted);
    });
  }

  /** Makes a project in a new folder. */
  create(path: string, name: string): Promise<ProjectState> {
    return this.#turns.run(async () => {
      const { paths, projectsFolder, fileSystem } = this.#setting;
      const admitted = await paths.admit(withProjectExtension(path));
      if (dirname(admitted) === projectsFolder) await ensureFolder(projectsFolder, fileSystem);
      return this.remember(await this.#current.replace(() => createProject(admitted, name, fileSystem)));
    });
  }

  /** Opens a project's folder, or unpacks a packed project and opens that. */
  open(named: string): Promise<ProjectState> {
    return this.#turns.run(async () => {
      const folder = named.endsWith(PACKED_EXTENSION) ? await this.#unpack(named) : named;
      const path = await this.#setting.paths.admitProject(folder);
      const state = this.#current.state();
      if (state !== null && (await this.#current.isAt(path))) return state;
      return this.#open(path);
    });
  }

  /** Opens a copy of an example. */
  openExample(exampleId: string): Promise<ProjectState> {
    return this.#turns.run(async () => {
      const { examplesFolder, copiesFolder, fileSystem } = this.#setting;
      return this.#open(await copyExample(examplesFolder, exampleId, copiesFolder, fileSystem));
    });
  }

  /** Copies the open project to a new folder and goes on with the copy, running jobs included. */
  saveAs(path: string): Promise<ProjectState> {
    return this.#turns.run(async () => {
      const { paths, fileSystem } = this.#setting;
      const admitted = await paths.admit(withProjectExtension(path));
      const state = await this.#current.continueWith(async (project) => {
        await project.copyTo(admitted);
        return openProject(admitted, fileSystem);
      });
      return this.remember(state);
    });
  }

  /** Closes the project because the user says so: it is not opened again at the next start. */
  close(): Promise<void> {
    return this.#turns.run(async () => {
      await this.#current.close();
      await this.#setting.settings.rememberClosed();
    });
  }

  /** Closes the project because the session ends. */
  end(): Promise<void> {
    return this.#turns.run(() => this.#current.close());
  }

  /** Notes the project in the list of recent ones; a list that cannot be written is no reason to refuse a project. */
  async remember(state: ProjectState): Promise<ProjectState> {
    await this.#setting.settings
      .rememberOpened(state.path, state.documents.head.name)
      .catch((error: unknown) => console.error('The list of recent projects could not be written:', error));
    return state;
  }

  /** Opens the project at `path` in place of the present one. */
  async #open(path: string): Promise<ProjectState> {
    const { fileSystem, farewells } = this.#setting;
    // A page that is loaded again finds its former session on the way out.
    await farewells();
    return this.remember(await this.#current.replace(() => openProject(path, fileSystem)));
  }

  /** Unpacks a packed project beside it, or into the folder for new projects; answers the folder's path. */
  async #unpack(file: string): Promise<string> {
    const { paths, projectsFolder, fileSystem } = this.#setting;
    const admitted = await paths.admit(file);
    const name = basename(admitted, PACKED_EXTENSION);
    const beside = dirname(admitted);
    try {
      return await unpackProject(admitted, await freeProjectPath(beside, name), fileSystem);
    } catch (error) {
      if (!(error instanceof StorageError) || error.reason !== 'read-only') throw error;
      await ensureFolder(projectsFolder, fileSystem);
      return unpackProject(
        admitted,
        await freeProjectPath(await paths.admit(projectsFolder), name),
        fileSystem,
      );
    }
  }
}
