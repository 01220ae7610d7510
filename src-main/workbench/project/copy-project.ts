import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { WorkbenchError } from '@shared/contract/errors';
import { fillNewFolder } from './empty-folder';
import { CACHE_FOLDER, HEAD_FILE } from './project-layout';

/**
 * Copies a project folder, documents and runs, into a new or empty folder. Lock, cache, hidden files and symbolic links
 * are left out; `project.json` comes last, so that an interrupted copy is no project. A copy that fails is removed.
 * @throws WorkbenchError `invalid-input`; StorageError
 */
export async function copyProject(
  source: string,
  destination: string,
  fileSystem: FileSystem,
): Promise<void> {
  const from = await realpath(source);
  const to = resolve(destination);
  const parent = await realpath(dirname(to)).catch(() => dirname(to));
  if (!relative(from, parent).startsWith('..')) {
    throw new WorkbenchError(
      'invalid-input',
      'A project cannot be copied into itself',
      'Choose another folder.',
      [{ field: 'path', cause: 'lies inside the project', remedy: 'Choose another folder' }],
    );
  }
  await fillNewFolder(to, async () => {
    for (const file of await projectFiles(from)) {
      await ensureFolder(dirname(join(to, file)), fileSystem);
      await writeFileAtomically(join(to, file), await readFile(join(from, file)), fileSystem);
    }
  });
}

/**
 * Paths of the files that make a project, relative to its folder, `project.json` last: all but lock, cache, hidden files
 * and symbolic links.
 */
export async function projectFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const visit = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = join(below, entry.name);
      if (entry.name.startsWith('.') || path === CACHE_FOLDER || path === HEAD_FILE) continue;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) files.push(path);
    }
  };
  await visit('');
  return [...files, HEAD_FILE];
}
