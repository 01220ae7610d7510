import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ensureFolder } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { WorkbenchError } from '@shared/contract/errors';
import type { ExampleSummary } from '@shared/contract/project-state';
import { copyProject } from '../project/copy-project';
import { freeProjectPath } from '../project/free-path';
import { PROJECT_EXTENSION } from '../project/project-layout';
import { findHead, readDocuments } from '../project/read-project';

/** The examples in `examplesFolder`, by id (the folder's name without its extension); a missing folder holds none. */
export async function listExamples(examplesFolder: string): Promise<readonly ExampleSummary[]> {
  const names = await readdir(examplesFolder).catch(() => []);
  const folders = names.filter((name) => name.endsWith(PROJECT_EXTENSION)).sort();
  return Promise.all(
    folders.map(async (name) => {
      const folder = join(examplesFolder, name);
      const { head } = (await readDocuments(folder, await findHead(folder))).documents;
      return { id: basename(name, PROJECT_EXTENSION), name: head.name, question: head.question };
    }),
  );
}

/**
 * Copies an example into `copiesFolder` under its name, or its name and the first free number; answers the copy's path.
 * @throws WorkbenchError `not-found`; StorageError
 */
export async function copyExample(
  examplesFolder: string,
  exampleId: string,
  copiesFolder: string,
  fileSystem: FileSystem,
): Promise<string> {
  const example = (await listExamples(examplesFolder)).find(({ id }) => id === exampleId);
  if (example === undefined) {
    throw new WorkbenchError('not-found', `There is no example "${exampleId}"`, 'Choose one of the list.');
  }
  await ensureFolder(copiesFolder, fileSystem);
  const copy = await freeProjectPath(copiesFolder, example.id);
  await copyProject(join(examplesFolder, example.id + PROJECT_EXTENSION), copy, fileSystem);
  return copy;
}
