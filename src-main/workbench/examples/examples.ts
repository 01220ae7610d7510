import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ensureFolder } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { WorkbenchError } from '@shared/contract/errors';
import type { ExampleSummary } from '@shared/contract/project-state';
import { copyProject } from '../project/copy-project';
import { freeProjectPath } from '../project/free-path';
import { PROJECT_EXTENSION } from '../project/project-layout';
import { findHead, readDocuments } from '../project/read-project';

/** Name of the picture of an example, beside its documents. */
export const COVER_FILE = 'cover.svg';

/** Name of the file that lists the ids of the examples in the order in which they are offered. */
const ORDER_FILE = 'gallery.json';

/** Folder of an example. */
export function exampleFolder(examplesFolder: string, id: string): string {
  return join(examplesFolder, id + PROJECT_EXTENSION);
}

/**
 * The examples in `examplesFolder`, by id (the folder's name without its extension), in the order of its gallery.json,
 * then by name; a missing folder holds none.
 */
export async function listExamples(examplesFolder: string): Promise<readonly ExampleSummary[]> {
  const names = await readdir(examplesFolder).catch(() => []);
  const found = names
    .filter((name) => name.endsWith(PROJECT_EXTENSION))
    .map((name) => basename(name, PROJECT_EXTENSION))
    .sort();
  const order = (await readOrder(examplesFolder)).filter((id) => found.includes(id));
  return Promise.all(
    [...order, ...found.filter((id) => !order.includes(id))].map(async (id) => {
      const folder = exampleFolder(examplesFolder, id);
      const { head, expectations } = (await readDocuments(folder, await findHead(folder))).documents;
      return {
        id,
        name: head.name,
        question: head.question,
        cover: await readFile(join(folder, COVER_FILE), 'utf8').catch(() => null),
        expectationCount: expectations.length,
      };
    }),
  );
}

async function readOrder(examplesFolder: string): Promise<readonly string[]> {
  const text = await readFile(join(examplesFolder, ORDER_FILE), 'utf8').catch(() => '[]');
  return JSON.parse(text) as readonly string[];
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
  await copyProject(exampleFolder(examplesFolder, example.id), copy, fileSystem);
  return copy;
}
