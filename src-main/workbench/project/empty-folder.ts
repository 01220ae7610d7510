import { mkdir, readdir, rm } from 'node:fs/promises';
import { systemCode, toStorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';

/**
 * Makes `path` a new folder, or takes an empty one, and lets `fill` write into it. If that fails the folder is removed:
 * nothing stays half written.
 * @throws WorkbenchError `invalid-input` when something is there already; StorageError when it cannot be made; what
 *   `fill` throws
 */
export async function fillNewFolder(path: string, fill: () => Promise<void>): Promise<void> {
  await claimEmptyFolder(path);
  try {
    await fill();
  } catch (error) {
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

async function claimEmptyFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
    return;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw toStorageError(error, path);
  }
  const entries = await readdir(path).catch(() => null);
  if (entries?.length === 0) return;
  throw new WorkbenchError(
    'invalid-input',
    `${path} exists already and is not empty`,
    'Choose another name.',
    [{ field: 'path', cause: 'names something that exists already', remedy: 'Choose another name' }],
  );
}
