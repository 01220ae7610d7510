import { stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { systemCode } from '@main/files/storage-error';
import type { ProjectSize } from '@shared/contract/project-state';
import { projectFiles } from './copy-project';
import { RUNS_FOLDER } from './project-layout';

/** Files asked about at the same time. */
const CONCURRENT = 64;

/** What the files of the project in `folder` take on disk. A file that goes meanwhile counts nothing. */
export async function measureProject(folder: string): Promise<ProjectSize> {
  const files = await projectFiles(folder);
  let [bytes, runBytes] = [0, 0];
  for (let i = 0; i < files.length; i += CONCURRENT) {
    const batch = files.slice(i, i + CONCURRENT);
    const sizes = await Promise.all(batch.map((file) => sizeOf(join(folder, file))));
    for (const [j, size] of sizes.entries()) {
      bytes += size;
      if (batch[j]?.startsWith(RUNS_FOLDER + sep)) runBytes += size;
    }
  }
  return { bytes, runBytes };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
