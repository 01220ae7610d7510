import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import type { FolderLock } from '@main/files/folder-lock';
import { setAside } from '@main/files/set-aside';
import { StorageError, systemCode, toStorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import type {
  PackedProject,
  ProjectSize,
  ProjectState,
  ReadOnlyReason,
  VersionControl,
} from '@shared/contract/project-state';
import type { DocumentKind } from '@shared/contract/workbench';
import { DOCUMENT_LISTS, documentsOf, type DocumentOf } from '@shared/model/document-lists';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { ProjectDocuments, ProjectHead, RunMarks } from '@shared/model/project';
import { parseProjectHead } from '@shared/model/project-schema';
import type { RunMeta, RunRecord } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import { readRunFile, sealRun } from '../runs/run-folder';
import type { RunRegistry } from '../runs/run-registry';
import { sealSummaries } from '../runs/summary-folder';
import { copyProject } from './copy-project';
import { documentsNaming } from './documents-naming';
import { mergeRuns, type MergedRuns } from './merge-runs';
import { filesToPack, packProject } from './pack-project';
import { CACHE_FOLDER, documentPath, HEAD_FILE, MARKS_FILE, RUNS_FOLDER } from './project-layout';
import { measureProject } from './project-size';
import { Serial } from './serial';
import { versionControlOf } from './version-control';
import { writeDocument, writeHead, writeMarks } from './write-documents';

/** What opening found. */
export interface OpenedProject {
  readonly path: string;
  readonly readOnly: ReadOnlyReason | null;
  readonly lock: FolderLock | null;
  readonly documents: ProjectDocuments;
  /** Paths of documents that could not be read. */
  readonly damaged: ReadonlySet<string>;
  readonly runs: RunRegistry;
  readonly warnings: readonly string[];
  readonly versionControl: VersionControl | null;
  readonly fileSystem: FileSystem;
}

/** How the packing of a project is watched and stopped. */
export interface PackingWatch {
  readonly signal?: AbortSignal;
  readonly onProgress?: (packed: number, files: number) => void;
}

/** A project that is open: its documents and runs in memory, every change on disk before it is answered. */
export class OpenProject {
  readonly path: string;
  readonly readOnly: ReadOnlyReason | null;
  readonly #lock: FolderLock | null;
  readonly #fileSystem: FileSystem;
  readonly #damaged: Set<string>;
  /** The sealed runs. */
  readonly runs: RunRegistry;
  readonly #warnings: readonly string[];
  readonly #changes = new Serial();
  #documents: ProjectDocuments;
  #savedAt: string | null = null;
  #versionControl: VersionControl | null;
  #closed = false;

  constructor(opened: OpenedProject) {
    this.path = opened.path;
    this.readOnly = opened.readOnly;
    this.#lock = opened.lock;
    this.#fileSystem = opened.fileSystem;
    this.#damaged = new Set(opened.damaged);
    this.runs = opened.runs;
    this.#warnings = opened.warnings;
    this.#versionControl = opened.versionControl;
    this.#documents = opened.documents;
  }

  /** The project as the page sees it. */
  state(): ProjectState {
    return {
      path: this.path,
      readOnly: this.readOnly,
      documents: this.#documents,
      runCount: this.runs.count,
      savedAt: this.#savedAt,
      versionControl: this.#versionControl,
      warnings: this.#warnings,
    };
  }

  /** The experiment and its target. @throws WorkbenchError `not-found` */
  experimentWithTarget(experimentId: string): { experiment: ExperimentSpec; target: TargetSpec } {
    const experiment = this.#documents.experiments.find((one) => one.id === experimentId);
    if (experiment === undefined) throw notFound('experiment', experimentId);
    const target = this.#documents.targets.find((one) => one.id === experiment.targetId);
    if (target === undefined) throw notFound('target', experiment.targetId);
    return { experiment, target };
  }

  /** The documents as they are now. */
  get documents(): ProjectDocuments {
    return this.#documents;
  }

  /** A run sealed with its curves. @throws WorkbenchError `not-found`, or `not-a-project` when its file is damaged. */
  async readRun(runId: string): Promise<RunRecord> {
    const known = this.runs.has(runId, 'trajectory');
    const record = known ? await readRunFile(join(this.path, RUNS_FOLDER), runId) : null;
    if (record === null) throw notFound('run', runId);
    return record;
  }

  /** Stores a document, new or changed. @throws WorkbenchError `read-only`; StorageError */
  saveDocument<Kind extends DocumentKind>(kind: Kind, document: DocumentOf<Kind>): Promise<ProjectState> {
    return this.#changeDocuments(async () => {
      const path = documentPath(this.path, kind, document.id);
      await this.#keepDamaged(path);
      await writeDocument(this.path, kind, document, this.#fileSystem);
      const field = DOCUMENT_LISTS[kind];
      const documents = withDocument<{ readonly id: string }>(documentsOf(this.#documents, kind), document);
      this.#documents = { ...this.#documents, [field]: documents };
    });
  }

  /** Stores the marks of the runs. @throws WorkbenchError `read-only`; StorageError */
  saveMarks(marks: RunMarks): Promise<ProjectState> {
    return this.#changeDocuments(async () => {
      await this.#keepDamaged(join(this.path, MARKS_FILE));
      await writeMarks(this.path, marks, this.#fileSystem);
      this.#documents = { ...this.#documents, marks };
    });
  }

  /** Changes the project's name, not its folder's, and its question. @throws WorkbenchError `read-only`; InvalidInputError; StorageError */
  saveHead(change: Pick<ProjectHead, 'name' | 'question'>): Promise<ProjectState> {
    return this.#changeDocuments(async () => {
      const head = parseProjectHead({ ...this.#documents.head, ...change });
      await writeHead(this.path, head, this.#fileSystem);
      this.#documents = { ...this.#documents, head };
    });
  }

  /**
   * Deletes a document; sealed runs stay.
   * @throws WorkbenchError `read-only`, `not-found`, or `invalid-input` while another document needs it; StorageError
   */
  deleteDocument(kind: DocumentKind, id: string): Promise<ProjectState> {
    return this.#changeDocuments(async () => {
      const field = DOCUMENT_LISTS[kind];
      if (!this.#documents[field].some((one) => one.id === id)) throw notFound(kind, id);
      refuseWhileNeeded(this.#documents, kind, id);
      const path = documentPath(this.path, kind, id);
      await this.#fileSystem.rm(path, { force: true }).catch((error: unknown) => {
        throw toStorageError(error, path);
      });
      this.#documents = {
        ...this.#documents,
        [field]: this.#documents[field].filter((one) => one.id !== id),
      };
    });
  }

  /**
   * Seals a finished run with its curves.
   * @throws WorkbenchError `read-only`, or `internal` when the sealed run has other numbers; StorageError
   */
  seal(record: RunRecord): Promise<ProjectState> {
    return this.#change(async () => {
      await sealRun(join(this.path, RUNS_FOLDER), record, this.#fileSystem);
      this.runs.add(record.meta, 'trajectory');
    });
  }

  /** Seals summaries of finished runs, all or none of them. @throws WorkbenchError `read-only`; StorageError */
  sealSummaries(metas: readonly RunMeta[]): Promise<ProjectState> {
    return this.#change(async () => {
      const fresh = metas.filter(({ runId }) => !this.runs.has(runId, 'summary'));
      if (fresh.length === 0) return;
      await sealSummaries(join(this.path, RUNS_FOLDER), fresh, this.#fileSystem);
      for (const meta of fresh) this.runs.add(meta, 'summary');
    });
  }

  /** Copies the sealed runs of another project into this one. @throws WorkbenchError `read-only`; StorageError */
  async takeRunsOf(folder: string): Promise<MergedRuns> {
    let merged: MergedRuns = { copied: 0, known: 0, refused: [] };
    await this.#change(async () => {
      merged = await mergeRuns(folder, this, this.#fileSystem);
    });
    return merged;
  }

  /** Deletes the sealed runs; definitions and marks stay. @throws WorkbenchError `read-only`; StorageError */
  dropRuns(): Promise<ProjectState> {
    return this.#change(async () => {
      const folder = join(this.path, RUNS_FOLDER);
      // Known no longer before they are gone: half of them deleted, none of them may be answered for.
      this.runs.clear();
      await this.#fileSystem.rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
        throw toStorageError(error, folder);
      });
    });
  }

  /** What the project takes on disk, after all changes asked for so far. */
  measure(): Promise<ProjectSize> {
    return this.#changes.run(() => measureProject(this.path));
  }

  /** Keeps `text` in the cache of the project, where it may get lost. @throws WorkbenchError `read-only`; StorageError */
  writeCache(name: string, text: string): Promise<void> {
    return this.#changes.run(async () => {
      await this.#assertReachable();
      const folder = join(this.path, CACHE_FOLDER);
      await ensureFolder(folder, this.#fileSystem);
      await writeFileAtomically(join(folder, name), text, this.#fileSystem);
    });
  }

  /** Copies the project, as it is after all changes asked for so far. @throws as `copyProject` */
  copyTo(path: string): Promise<void> {
    return this.#changes.run(() => copyProject(this.path, path, this.#fileSystem));
  }

  /** Packs the project, as it is after all changes asked for so far, into one file. @throws as `packProject` */
  async packTo(path: string, watch: PackingWatch = {}): Promise<PackedProject> {
    const files = await this.#changes.run(() => filesToPack(this.path));
    const { signal, onProgress } = watch;
    signal?.throwIfAborted();
    return packProject(this.path, files, path, this.#fileSystem, {
      ...(signal && { signal }),
      onFile: (packed) => onProgress?.(packed, files.length),
    });
  }

  /** Ends all writes and gives the lock back; later changes are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#changes.run(async () => this.#lock?.release());
  }

  /** @throws WorkbenchError `read-only`, or `no-project` once it is closed */
  assertWritable(): void {
    if (this.#closed) {
      throw new WorkbenchError('no-project', 'The project was closed', 'Open it again.');
    }
    if (this.readOnly === null) return;
    throw new WorkbenchError(
      'read-only',
      `The project cannot be changed: ${this.readOnly.message}`,
      READ_ONLY_REMEDIES[this.readOnly.code],
    );
  }

  /** Changes documents; where the project is checked out may have changed since it was last looked at. */
  #changeDocuments(change: () => Promise<void>): Promise<ProjectState> {
    return this.#change(async () => {
      await change();
      this.#versionControl = await versionControlOf(this.path);
    });
  }

  /** Runs one change after all earlier ones and answers the state after it. */
  #change(change: () => Promise<void>): Promise<ProjectState> {
    return this.#changes.run(async () => {
      await this.#assertReachable();
      await change();
      this.#savedAt = new Date().toISOString();
      return this.state();
    });
  }

  /** A folder that is gone must not come back with nothing in it but what is written next. */
  async #assertReachable(): Promise<void> {
    this.assertWritable();
    const head = join(this.path, HEAD_FILE);
    await access(head).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw toStorageError(error, head);
      const remedy = 'Put it back in its place, or connect its disk again.';
      throw new StorageError(
        'missing-folder',
        head,
        `The project folder ${this.path} is gone`,
        remedy,
        error,
      );
    });
    if ((await this.#lock?.hold()) === false) {
      const message = 'The project was opened by another process while its folder was away';
      throw new WorkbenchError('read-only', message, READ_ONLY_REMEDIES.locked);
    }
  }

  /** A file that could not be read is never overwritten. */
  async #keepDamaged(path: string): Promise<void> {
    if (this.#damaged.delete(path)) await setAside(path, this.#fileSystem);
  }
}

/** What helps against each reason why a project cannot be changed. */
const READ_ONLY_REMEDIES: Readonly<Record<ReadOnlyReason['code'], string>> = {
  locked: 'Close it there and open it again, or save a copy under another name and go on with the copy.',
  'folder-not-writable': 'Save a copy in another folder and go on with the copy.',
  'newer-schema': 'Open it with a newer Grassflow.',
};

/** The documents with `document` in place of the one with its id, ordered by id as on disk. */
function withDocument<Document extends { readonly id: string }>(
  documents: readonly Document[],
  document: Document,
): readonly Document[] {
  const others = documents.filter((one) => one.id !== document.id);
  return [...others, document].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function refuseWhileNeeded(documents: ProjectDocuments, kind: DocumentKind, id: string): void {
  const needing = documentsNaming(documents, kind, id);
  if (needing.length === 0) return;
  const names = needing.map((one) => `"${one.name}"`).join(', ');
  throw new WorkbenchError('invalid-input', `The ${kind} is used by ${names}`, 'Delete what uses it first.', [
    { field: 'id', cause: `names a ${kind} used by ${names}`, remedy: 'Delete what uses it first' },
  ]);
}

function notFound(what: string, id: string): WorkbenchError {
  return new WorkbenchError(
    'not-found',
    `There is no ${what} "${id}" in this project`,
    'Open the project again.',
  );
}
