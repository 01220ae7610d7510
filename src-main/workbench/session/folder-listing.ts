import { access, readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { systemCode } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import type { FolderListing } from '@shared/contract/project-state';
import { HEAD_FILE, PACKED_EXTENSION } from '../project/project-layout';
import type { PathPolicy } from './path-policy';

/**
 * The folders and packed projects in `path`, hidden ones left out, ordered by name; `path` must have been admitted.
 * @throws WorkbenchError `not-found`
 */
export async function listFolder(path: string, policy: PathPolicy): Promise<FolderListing> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    const code = systemCode(error);
    const said = code === 'EACCES' || code === 'EPERM' ? 'may not be read' : 'does not exist';
    throw new WorkbenchError('not-found', `The folder ${path} ${said}`, 'Choose another folder.');
  });
  const shown = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const names = shown.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const packed = shown.filter((entry) => entry.isFile() && extname(entry.name) === PACKED_EXTENSION);
  const parent = dirname(path);
  return {
    path,
    parent: parent !== path && (await policy.admits(parent)) ? parent : null,
    folders: await Promise.all(
      names.map(async (name) => {
        const folder = join(path, name);
        const isProject = await access(join(folder, HEAD_FILE)).then(
          () => true,
          () => false,
        );
        return { name, path: folder, isProject };
      }),
    ),
    packed: packed.map(({ name }) => ({ name, path: join(path, name) })),
  };
}
