import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { writeArchive, type ArchiveWatch, type FileToArchive } from '@main/files/archive/write-archive';
import type { FileSystem } from '@main/files/file-system';
import { WorkbenchError } from '@shared/contract/errors';
import type { PackedProject } from '@shared/contract/project-state';
import { projectFiles } from './copy-project';
import { PROJECT_EXTENSION, RUNS_FOLDER } from './project-layout';

/**
 * The files of a project as they are now, for an archive that any program unpacks into a project folder. Documents are
 * read at once, because they change; runs are written once and read when their turn comes.
 */
export async function filesToPack(folder: string): Promise<readonly FileToArchive[]> {
  const top = basename(folder).endsWith(PROJECT_EXTENSION)
    ? basename(folder)
    : basename(folder) + PROJECT_EXTENSION;
  const files: FileToArchive[] = [];
  for (const file of await projectFiles(folder)) {
    const path = join(folder, file);
    const isRun = file.startsWith(RUNS_FOLDER + sep);
    files.push({ name: [top, ...file.split(sep)].join('/'), content: isRun ? path : await readFile(path) });
  }
  return files;
}

/**
 * Writes the files of the project in `folder` as one file. One that is there already is replaced.
 * @throws WorkbenchError `invalid-input` for a path inside the project; as `writeArchive`
 */
export async function packProject(
  folder: string,
  files: readonly FileToArchive[],
  destination: string,
  fileSystem: FileSystem,
  watch: ArchiveWatch = {},
): Promise<PackedProject> {
  const path = resolve(destination);
  const parent = await realpath(dirname(path)).catch(() => dirname(path));
  if (!relative(await realpath(folder), parent).startsWith('..')) {
    throw new WorkbenchError(
      'invalid-input',
      'A project cannot be packed into itself',
      'Choose another folder.',
      [{ field: 'path', cause: 'lies inside the project', remedy: 'Choose another folder' }],
    );
  }
  await writeArchive(path, files, fileSystem, watch);
  return { path, bytes: (await stat(path)).size };
}
