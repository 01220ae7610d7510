import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_EXTENSION } from './project-layout';

/** Path of a project in `folder` that is not taken: its name, or its name and the first free number from 2 on. */
export async function freeProjectPath(folder: string, name: string): Promise<string> {
  for (let count = 1; ; count++) {
    const path = join(folder, (count === 1 ? name : `${name} ${count}`) + PROJECT_EXTENSION);
    const taken = await access(path).then(
      () => true,
      () => false,
    );
    if (!taken) return path;
  }
}
