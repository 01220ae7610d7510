import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  openArchive,
  RefusedArchiveError,
  type Archive,
  type ArchiveEntry,
} from '@main/files/archive/read-archive';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { StorageError, systemCode, toStorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import { fillNewFolder } from './empty-folder';
import { HEAD_FILE, isSafeFileName } from './project-layout';

/** Files unpacked at the same time. */
const CONCURRENT_WRITES = 8;

/** Deeper than any project: `runs/summaries/ab/….jsonl`. */
const DEEPEST = 8;

/** Space that is left on the disk. */
const SPARE_BYTES = 2 ** 26;

/** A file of a packed project and where it goes, relative to the project folder. */
interface PlacedFile {
  readonly entry: ArchiveEntry;
  readonly parts: readonly string[];
}

/**
 * Unpacks a packed project into a new or empty folder: all of it, or nothing. What it holds is looked at when it is opened;
 * here only that every file has a harmless name and a place inside, and that all of them fit on the disk. Answers the
 * folder.
 * @throws WorkbenchError `not-found`, or `not-a-project` for a file that is no packed project; StorageError
 */
export async function unpackProject(
  file: string,
  destination: string,
  fileSystem: FileSystem,
): Promise<string> {
  const archive = await openArchive(file).catch((error: unknown) => {
    throw asWorkbenchError(error, file);
  });
  try {
    const files = placedFiles(archive.entries);
    await refuseTooLarge(archive.entries, dirname(destination));
    await fillNewFolder(destination, () => unpackFiles(archive, files, destination, fileSystem));
    return destination;
  } catch (error) {
    throw asWorkbenchError(error, file);
  } finally {
    archive.close();
  }
}

/** The files of the project in an archive, its head last: a folder that was not filled is no project. */
function placedFiles(entries: readonly ArchiveEntry[]): readonly PlacedFile[] {
  const all = entries.map((entry) => ({ entry, parts: entry.name.split('/') })).filter(isNoDebris);
  const head = all.find(({ parts }) => parts.length <= 2 && parts.at(-1) === HEAD_FILE);
  if (head === undefined) throw new RefusedArchiveError(`it holds no ${HEAD_FILE}`);
  // Usually the files lie in the project's folder; somebody may have packed what is in it.
  const top = head.parts.length === 2 ? head.parts[0] : undefined;
  const files = all.map(({ entry, parts }) => {
    const inside = top === undefined ? parts : parts.slice(1);
    if (top !== undefined && parts[0] !== top) {
      throw new RefusedArchiveError(`"${entry.name}" lies beside the project`);
    }
    if (inside.length > DEEPEST || !inside.every(isSafeFileName)) {
      throw new RefusedArchiveError(`"${entry.name}" is no name for a file of a project`);
    }
    return { entry, parts: inside };
  });
  const isHead = ({ parts }: PlacedFile) => parts.length === 1 && parts[0] === HEAD_FILE;
  return [...files.filter((one) => !isHead(one)), ...files.filter(isHead)];
}

/** Systems leave hidden files, and macOS a folder of its own, in archives that are packed by hand. */
function isNoDebris({ parts }: PlacedFile): boolean {
  return parts[0] !== '__MACOSX' && !parts.some((part) => part.startsWith('.'));
}

async function refuseTooLarge(entries: readonly ArchiveEntry[], folder: string): Promise<void> {
  const needed = entries.reduce((sum, { size }) => sum + size, 0) + SPARE_BYTES;
  const disk = await statfs(folder).catch(() => null);
  if (disk === null || needed <= disk.bavail * disk.bsize) return;
  const missing = new Error(`${needed} bytes are needed`);
  throw toStorageError(Object.assign(missing, { code: 'ENOSPC' }), folder);
}

async function unpackFiles(
  archive: Archive,
  files: readonly PlacedFile[],
  destination: string,
  fileSystem: FileSystem,
): Promise<void> {
  const pathOf = ({ parts }: PlacedFile): string => join(destination, ...parts);
  for (const folder of new Set(files.map((file) => dirname(pathOf(file))))) {
    await ensureFolder(folder, fileSystem);
  }
  for (let i = 0; i < files.length - 1; i += CONCURRENT_WRITES) {
    const batch = files.slice(i, Math.min(i + CONCURRENT_WRITES, files.length - 1));
    const written = batch.map((file) => unpackFile(archive, file, pathOf(file), fileSystem));
    // None may still be writing when the folder is removed because another has failed.
    await Promise.allSettled(written);
    await Promise.all(written);
  }
  const head = files.at(-1);
  if (head !== undefined) await unpackFile(archive, head, pathOf(head), fileSystem);
}

async function unpackFile(
  archive: Archive,
  { entry }: PlacedFile,
  path: string,
  fileSystem: FileSystem,
): Promise<void> {
  const content = await archive.read(entry);
  await writeFileAtomically(path, content as AsyncIterable<Uint8Array>, fileSystem);
}

function asWorkbenchError(error: unknown, file: string): unknown {
  const cause = error instanceof StorageError ? error.cause : error;
  if (cause instanceof RefusedArchiveError) {
    const message = `${file} is no packed project: ${cause.message}`;
    return new WorkbenchError('not-a-project', message, 'Ask for the file again; nothing was unpacked.');
  }
  if (systemCode(error) === 'ENOENT') {
    return new WorkbenchError('not-found', `The file ${file} does not exist`, 'Choose another one.');
  }
  return error;
}
