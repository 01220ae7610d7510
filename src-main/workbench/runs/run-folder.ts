import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import { setAside } from '@main/files/set-aside';
import { systemCode } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import type { RunMeta, RunRecord } from '@shared/model/run';
import type { CurveIndex, FileStamp } from './curve-index';
import { DamagedRunError, decodeRun, encodeRun, readMetaOfRun } from './run-file';

const RUN_SUFFIX = '.npz';

/** Files read at the same time while a folder is listed. */
const CONCURRENT_READS = 8;

/** Where a run lies below the `runs` folder of a project: `<first 2 hex>/<id>.npz`. */
export function runFilePath(runsFolder: string, runId: string): string {
  return join(runsFolder, runId.slice(0, 2), runId + RUN_SUFFIX);
}

/** Writes a finished run, once. @throws as `placeRun` */
export async function sealRun(
  runsFolder: string,
  record: RunRecord,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<void> {
  await placeRun(runsFolder, record.meta.runId, encodeRun(record), fileSystem);
}

/**
 * Writes the bytes of a sound run to its place, once: an equal file is left alone, a damaged one is kept beside the new one
 * as `.broken`. Answers whether it was written.
 * @throws WorkbenchError `internal` when a sound file with other numbers is there: the run is not reproducible.
 * @throws StorageError
 */
async function placeRun(
  runsFolder: string,
  runId: string,
  bytes: Uint8Array,
  fileSystem: FileSystem,
): Promise<boolean> {
  const path = runFilePath(runsFolder, runId);
  const existing = await readIfThere(path);
  if (existing !== null) {
    if (Buffer.compare(existing, bytes) === 0) return false;
    if (isSound(existing)) {
      throw new WorkbenchError(
        'internal',
        `This run gave other numbers than the finished run ${path}: the results are not reproducible`,
        'Keep both machines and versions in mind, and report this as a fault of Grassflow; the finished run was left as it is.',
      );
    }
    await setAside(path, fileSystem);
  }
  await ensureFolder(join(runsFolder, runId.slice(0, 2)), fileSystem);
  await writeFileAtomically(path, bytes, fileSystem);
  return true;
}

/**
 * Copies a run with curves from one `runs` folder to another, verified. Answers what it says of itself, and whether it was
 * not there before.
 * @throws WorkbenchError `not-a-project` when its file is damaged; as `placeRun`
 */
export async function copyRun(
  from: string,
  runId: string,
  to: string,
  fileSystem: FileSystem,
): Promise<{ readonly meta: RunMeta; readonly isNew: boolean }> {
  const path = runFilePath(from, runId);
  const bytes = await readFile(path);
  const meta = soundMeta(path, runId, bytes);
  return { meta, isNew: await placeRun(to, runId, bytes, fileSystem) };
}

/**
 * The finished run with this id; null when there is none.
 * @throws WorkbenchError `not-a-project` when its file is damaged.
 */
export async function readRunFile(runsFolder: string, runId: string): Promise<RunRecord | null> {
  const path = runFilePath(runsFolder, runId);
  const bytes = await readIfThere(path);
  return bytes === null ? null : soundRun(path, runId, bytes);
}

/** The run in the bytes of its file. @throws WorkbenchError `not-a-project` when they are damaged */
function soundRun(path: string, runId: string, bytes: Uint8Array): RunRecord {
  return ifSound(path, () => {
    const record = decodeRun(bytes);
    assertIs(record.meta, runId);
    return record;
  });
}

/** What the run in the bytes of its file says of itself. @throws as `soundRun` */
function soundMeta(path: string, runId: string, bytes: Uint8Array): RunMeta {
  return ifSound(path, () => {
    const meta = readMetaOfRun(bytes);
    assertIs(meta, runId);
    return meta;
  });
}

function assertIs(meta: RunMeta, runId: string): void {
  if (meta.runId !== runId) throw new DamagedRunError('it holds another run');
}

function ifSound<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WorkbenchError(
      'not-a-project',
      `The run ${path} is damaged: ${error instanceof Error ? error.message : String(error)}`,
      'Run the experiment again; the damaged file is kept as .broken.',
    );
  }
}

/** What lies in a `runs` folder: the sound runs, and a sentence for each file that was set aside in memory. */
export interface RunListing {
  readonly runs: readonly RunMeta[];
  readonly warnings: readonly string[];
  /** What a later listing need not read again. */
  readonly index: CurveIndex;
  /** Number of files that were not in the index, or not as they are. */
  readonly unindexed: number;
}

/**
 * The runs below `runsFolder`; a missing folder holds none. Files are read and verified whole, but for those that are as
 * `index` knows them.
 */
export async function listRunFiles(runsFolder: string, index: CurveIndex = new Map()): Promise<RunListing> {
  const ids = await findRunIds(runsFolder);
  const fresh: Map<string, { stamp: FileStamp; meta: RunMeta }> = new Map();
  const warnings: string[] = [];
  let unindexed = 0;
  const read = async (id: string): Promise<void> => {
    const path = runFilePath(runsFolder, id);
    const { size, mtimeMs } = await stat(path);
    const known = index.get(id);
    if (known?.stamp.size === size && known.stamp.modified === mtimeMs) {
      fresh.set(id, known);
      return;
    }
    unindexed += 1;
    const meta = soundMeta(path, id, await readFile(path));
    fresh.set(id, { stamp: { size, modified: mtimeMs }, meta });
  };
  const waiting = ids.values();
  const readers = Array.from({ length: CONCURRENT_READS }, async () => {
    for (const id of waiting) {
      await read(id).catch((error: unknown) => {
        warnings.push(error instanceof Error ? error.message : String(error));
      });
    }
  });
  await Promise.all(readers);
  const runs = ids.flatMap((id) => fresh.get(id)?.meta ?? []);
  return { runs, warnings, index: fresh, unindexed };
}

/** Ids of the runs that have a file of their own below `runsFolder`. */
export async function findRunIds(runsFolder: string): Promise<string[]> {
  const ids: string[] = [];
  for (const prefix of (await readdir(runsFolder).catch(() => [])).sort()) {
    if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
    const names = await readdir(join(runsFolder, prefix)).catch(() => []);
    ids.push(...names.filter((name) => /^[0-9a-f]{64}\.npz$/.test(name)).map((name) => name.slice(0, 64)));
  }
  return ids;
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isSound(bytes: Uint8Array): boolean {
  try {
    readMetaOfRun(bytes);
    return true;
  } catch {
    return false;
  }
}
