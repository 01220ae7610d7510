import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { WorkbenchError } from '@shared/contract/errors';
import { RUNS_FOLDER } from '../project/project-layout';
import { SUMMARIES_FOLDER } from '../runs/summary-folder';

/** Which paths a session may name. */
export class PathPolicy {
  readonly #roots: readonly string[] | null;

  /** @param roots Folders outside of which nothing may be named; null for no bounds. */
  constructor(roots: readonly string[] | null) {
    this.#roots = roots;
  }

  /**
   * The path, normalised, if it may be used; symbolic links are followed before it is judged.
   * @throws WorkbenchError `invalid-input`
   */
  async admit(path: string): Promise<string> {
    if (!isAbsolute(path) || path.includes('\0')) {
      throw refusal(path, 'is not a full path', 'Give the path from the root folder on');
    }
    const full = resolve(path);
    if (this.#roots === null || (await this.#isInside(full))) return full;
    throw refusal(
      path,
      'lies outside of the folders this host serves',
      `Choose a path in ${this.#roots.join(' or ')}`,
    );
  }

  /**
   * The folder of a project, if it may be used and none of the folders in it leads out of bounds by a symbolic link:
   * a project that came from elsewhere must not decide where is read and written.
   * @throws WorkbenchError `invalid-input`
   */
  async admitProject(path: string): Promise<string> {
    const folder = await this.admit(path);
    if (this.#roots === null) return folder;
    for (const below of ['', RUNS_FOLDER, join(RUNS_FOLDER, SUMMARIES_FOLDER)]) {
      const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        if (entry.isSymbolicLink()) await this.admit(join(folder, below, entry.name));
      }
    }
    return folder;
  }

  /** Whether `path` may be used (see `admit`). */
  async admits(path: string): Promise<boolean> {
    return this.#roots === null || this.#isInside(path);
  }

  async #isInside(path: string): Promise<boolean> {
    const real = await realPathOfExistingPart(path);
    for (const root of this.#roots ?? []) {
      const below = relative(await realPathOfExistingPart(root), real);
      if (below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below)))
        return true;
    }
    return false;
  }
}

/** The path with symbolic links resolved as far as it exists. */
async function realPathOfExistingPart(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(await realPathOfExistingPart(dirname(path)), basename(path));
}

function refusal(path: string, cause: string, remedy: string): WorkbenchError {
  return new WorkbenchError('invalid-input', `${path} ${cause}`, `${remedy}.`, [
    { field: 'path', cause, remedy },
  ]);
}
