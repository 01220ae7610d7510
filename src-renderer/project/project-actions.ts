import { formatBytes } from '@shared/number-text/format-number';
import type { Session } from '../stores/session';

/** What can be done with whole projects, each asking for the path it needs. */
export interface ProjectActions {
  create(): Promise<void>;
  open(): Promise<void>;
  openPath(path: string): Promise<void>;
  openExample(exampleId: string): Promise<void>;
  saveAs(): Promise<void>;
  /** Opens a project that was packed into one file; only where the host's own dialog cannot show files and folders. */
  openPacked(): Promise<void>;
  /** Packs the project into one file to mail. */
  pack(): Promise<void>;
  /** Deletes the sealed runs of the project, `words` of them; definitions stay. */
  dropRuns(words: string): Promise<void>;
}

const EXTENSION = '.grassflow';
const PACKED_EXTENSION = '.grassflowz';

/** The project actions of a session. */
export function createProjectActions(session: Session): ProjectActions {
  const { workbench, project, packing, paths, openWith, notices, description } = session;

  async function askForNew(name: string): Promise<string | null> {
    const folder = description.value?.projectsFolder ?? '';
    const path = await paths.ask('save-as', joinPath(folder, name + EXTENSION));
    if (path === null) return null;
    return path.endsWith(EXTENSION) ? path : path + EXTENSION;
  }

  /** Errors of a dialog are told like those of any other call. */
  async function guarded(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      notices.showError(error);
    }
  }

  return {
    create: () =>
      guarded(async () => {
        const path = await askForNew('study');
        if (path !== null) await openWith(() => workbench.createProject({ path, name: projectName(path) }));
      }),
    open: () =>
      guarded(async () => {
        const path = await paths.ask('open', description.value?.projectsFolder ?? '');
        if (path !== null) await openWith(() => workbench.openProject({ path }));
      }),
    openPath: (path) => openWith(() => workbench.openProject({ path })),
    openExample: (exampleId) => openWith(() => workbench.openExample({ exampleId })),
    saveAs: () =>
      guarded(async () => {
        if (!project.state.value) return;
        const path = await askForNew(projectName(project.state.value.path));
        if (path === null) return;
        await project.settled();
        await openWith(() => workbench.saveProjectAs({ path }), 'copied');
      }),
    openPacked: () =>
      guarded(async () => {
        const path = await paths.ask('open-packed', description.value?.projectsFolder ?? '');
        if (path !== null) await openWith(() => workbench.openProject({ path }));
      }),
    pack: () =>
      guarded(async () => {
        const folder = project.state.value?.path;
        if (folder === undefined) return;
        const path = await paths.ask(
          'pack',
          joinPath(folderOf(folder), projectName(folder) + PACKED_EXTENSION),
        );
        if (path === null) return;
        await project.settled();
        const packed = await packing.pack(path);
        const message =
          packed === null
            ? `Packing was cancelled: ${lastPart(path)} was not written`
            : `Packed into ${packed.path} (${formatBytes(packed.bytes)})`;
        notices.show({ tone: 'info', message, remedy: '' });
      }),
    dropRuns: (words) =>
      guarded(async () => {
        await project.settled();
        await project.renew(await workbench.dropRuns());
        await session.jobs.reload();
        notices.show({ tone: 'info', message: `${words} deleted`, remedy: 'The definitions are there.' });
      }),
  };
}

/** `name` inside `folder`, with the separator the folder itself uses. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder === '' || folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** Last part of a path. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Everything of a path before its last part. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(lastPart(path)) - 1));
}

/** Name of a project from its path: the folder's name without the extension. */
export function projectName(path: string): string {
  const name = lastPart(path);
  return name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : name;
}
