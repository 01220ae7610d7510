import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { removeAbandonedTemporaries } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { acquireFolderLock, type FolderLock, type LockHolder } from '@main/files/folder-lock';
import { StorageError } from '@main/files/storage-error';
import type { ReadOnlyReason } from '@shared/contract/project-state';
import { NO_MARKS } from '@shared/model/analysis-schema';
import { PROJECT_SCHEMA } from '@shared/model/project';
import { parseProjectHead } from '@shared/model/project-schema';
import { CURVE_INDEX_FILE, encodeCurveIndex, readCurveIndex } from '../runs/curve-index';
import { readRuns } from '../runs/read-runs';
import { SUMMARIES_FOLDER } from '../runs/summary-folder';
import { fillNewFolder } from './empty-folder';
import { OpenProject } from './project';
import { CACHE_FOLDER, DOCUMENT_FOLDERS, RUNS_FOLDER } from './project-layout';
import { findHead, readDocuments } from './read-project';
import { versionControlOf } from './version-control';
import { writeDocuments } from './write-documents';

/**
 * Opens the project in `folder`: read-only when it is open elsewhere, was written by a newer Grassflow, or cannot be
 * written. Damaged documents and runs are left out with a warning and stay on disk as they are.
 * @throws WorkbenchError `not-found`, `not-a-project` or `newer-schema`; nothing is written then.
 */
export async function openProject(folder: string, fileSystem: FileSystem): Promise<OpenProject> {
  const path = resolve(folder);
  const head = await findHead(path);
  const access =
    head.schema > PROJECT_SCHEMA
      ? { readOnly: newerSchema(head.schema), lock: null }
      : await tryToLock(path, fileSystem);
  try {
    const read = await readDocuments(path, head);
    const known = await readCurveIndex(join(path, CACHE_FOLDER, CURVE_INDEX_FILE));
    const listing = await readRuns(join(path, RUNS_FOLDER), known);
    if (access.readOnly === null) {
      await removeLeftovers(path, fileSystem);
      if (read.schema < PROJECT_SCHEMA) await writeDocuments(path, read.documents, fileSystem);
    }
    const project = new OpenProject({
      path,
      readOnly: access.readOnly,
      lock: access.lock,
      documents: read.documents,
      damaged: read.damaged,
      runs: listing.runs,
      warnings: [...read.warnings, ...listing.warnings],
      versionControl: await versionControlOf(path),
      fileSystem,
    });
    if (access.readOnly === null && listing.index !== null) {
      // Nobody waits for it, and it may get lost.
      project.writeCache(CURVE_INDEX_FILE, encodeCurveIndex(listing.index)).catch(() => undefined);
    }
    return project;
  } catch (error) {
    await access.lock?.release();
    throw error;
  }
}

/**
 * Creates an empty project in a new or empty folder and opens it.
 * @throws InvalidInputError for a name that is none, WorkbenchError `invalid-input` when something is there already,
 *   StorageError when it cannot be written
 */
export async function createProject(
  folder: string,
  name: string,
  fileSystem: FileSystem,
): Promise<OpenProject> {
  const path = resolve(folder);
  const head = parseProjectHead({
    format: 'grassflow-project',
    schema: PROJECT_SCHEMA,
    id: randomUUID(),
    name,
    question: '',
  });
  const documents = {
    head,
    targets: [],
    experiments: [],
    sweeps: [],
    analyses: [],
    marks: NO_MARKS,
    figures: [],
    expectations: [],
  };
  await fillNewFolder(path, () => writeDocuments(path, documents, fileSystem));
  return openProject(path, fileSystem);
}

async function tryToLock(
  path: string,
  fileSystem: FileSystem,
): Promise<{ readOnly: ReadOnlyReason | null; lock: FolderLock | null }> {
  try {
    const attempt = await acquireFolderLock(path, fileSystem);
    if (attempt.kind === 'acquired') return { readOnly: null, lock: attempt.lock };
    return { readOnly: { code: 'locked', message: lockedMessage(attempt.holder) }, lock: null };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { readOnly: { code: 'folder-not-writable', message: error.message }, lock: null };
  }
}

function lockedMessage(holder: LockHolder | null): string {
  if (holder === null) return 'Open in another window';
  const since = holder.since.replace('T', ' ').replace(/:\d\d(\.\d+)?Z$/, ' UTC');
  return `Open in another window (process ${holder.pid} on host ${holder.host}, since ${since})`;
}

function newerSchema(schema: number): ReadOnlyReason {
  return {
    code: 'newer-schema',
    message: `Written by a newer Grassflow (project schema ${schema}; this one writes ${PROJECT_SCHEMA})`,
  };
}

async function removeLeftovers(path: string, fileSystem: FileSystem): Promise<void> {
  const below = async (folder: string): Promise<readonly string[]> =>
    (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
  const runs = join(path, RUNS_FOLDER);
  const runFolders = [...(await below(runs)), ...(await below(join(runs, SUMMARIES_FOLDER)))];
  const documentFolders = Object.values(DOCUMENT_FOLDERS).map((name) => join(path, name));
  for (const folder of [path, join(path, CACHE_FOLDER), ...documentFolders, ...runFolders]) {
    await removeAbandonedTemporaries(folder, fileSystem);
  }
}
