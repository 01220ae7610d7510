import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import { WorkbenchError } from '@shared/contract/errors';
import { LONGEST_VIEW_TEXT, MOST_VIEW_ENTRIES, type ViewState } from '@shared/contract/view-state';
import { Serial } from '../project/serial';
import { documentJson } from '../runs/canonical-json';

const VIEWS_FOLDER = 'views';

/** How the windows of projects were left, in the user's data folder: projects themselves stay clean. */
export class ViewStore {
  readonly #folder: string;
  readonly #fileSystem: FileSystem;
  readonly #writes = new Serial();

  constructor(dataFolder: string, fileSystem: FileSystem) {
    this.#folder = join(dataFolder, VIEWS_FOLDER);
    this.#fileSystem = fileSystem;
  }

  /** The view of a project as it was left; empty when it is not known or not understood. */
  async read(projectPath: string): Promise<ViewState> {
    return this.#writes.run(async () => {
      try {
        return checkViewState(JSON.parse(await readFile(this.#path(projectPath), 'utf8')));
      } catch {
        return {};
      }
    });
  }

  /** Keeps the view of a project. @throws WorkbenchError `protocol` for what is no view; StorageError */
  async write(projectPath: string, view: unknown): Promise<void> {
    const checked = checkViewState(view);
    await this.#writes.run(async () => {
      await ensureFolder(this.#folder, this.#fileSystem);
      await writeFileAtomically(this.#path(projectPath), documentJson(checked), this.#fileSystem);
    });
  }

  #path(projectPath: string): string {
    const name = createHash('sha256').update(projectPath).digest('hex').slice(0, 32);
    return join(this.#folder, `${name}.json`);
  }
}

/** An untrusted value as a view state, built anew. @throws WorkbenchError `protocol` */
function checkViewState(value: unknown): ViewState {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw notAView();
  const entries = Object.entries(value);
  if (entries.length > MOST_VIEW_ENTRIES) throw notAView();
  for (const [name, entry] of entries) {
    const kept = entry === null || typeof entry === 'boolean' || isShortText(entry) || Number.isFinite(entry);
    if (!kept || !isShortText(name) || name === '__proto__') throw notAView();
  }
  return Object.fromEntries(entries);
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_VIEW_TEXT;
}

function notAView(): WorkbenchError {
  return new WorkbenchError(
    'protocol',
    `A view state holds at most ${MOST_VIEW_ENTRIES} texts of ${LONGEST_VIEW_TEXT} characters, finite numbers, true or false`,
  );
}
