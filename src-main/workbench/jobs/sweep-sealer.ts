import { StorageError } from '@main/files/storage-error';
import { WorkbenchError, type ErrorCode } from '@shared/contract/errors';
import type { RunMeta, RunSamples } from '@shared/model/run';
import type { OpenProject } from '../project/project';

/** Summaries are sealed together: at most every so often, or when there are so many. */
const LONGEST_WAIT_MILLISECONDS = 700;
const MOST_TOGETHER = 1000;

/** Curves that wait to be written; more would only take memory. */
const MOST_CURVES_WAITING = 32;

const DISK_CODES: ReadonlySet<ErrorCode> = new Set(['storage', 'read-only', 'no-project']);

/** A finished run that is not safe on disk yet. */
export interface FinishedRun {
  readonly meta: RunMeta;
  /** Null where only its summary is kept. */
  readonly samples: RunSamples | null;
}

/** What a sealer tells. */
export interface SealerListener {
  /** The project to seal into; null when it is closed. */
  project(): Promise<OpenProject | null>;
  /** These runs are safe; the project has more of them than `after` (a cursor of its registry). */
  onSealed(runs: readonly FinishedRun[], after: number): void;
  /** This run will never be safe: it was refused for what it is. */
  onRefused(run: FinishedRun, error: unknown): void;
  /** The disk takes nothing. What waits goes on waiting for `flush`. */
  onBlocked(error: unknown): void;
  /** There is room for more runs, or nothing waits any more. */
  onRoom(): void;
}

/** Seals the finished runs of a sweep, summaries many in one file, curves one by one. */
export class SweepSealer {
  readonly #listener: SealerListener;
  #waiting: FinishedRun[] = [];
  /** Those that are being written. */
  #writing: readonly FinishedRun[] = [];
  #timer: NodeJS.Timeout | null = null;
  #sealing: Promise<void> | null = null;
  #blocked = false;

  constructor(listener: SealerListener) {
    this.#listener = listener;
  }

  /** Whether every run it was given is safe or was refused. */
  get idle(): boolean {
    return this.#waiting.length === 0 && this.#sealing === null;
  }

  /** Ids of the runs that are neither safe nor refused. */
  get runIds(): readonly string[] {
    return [...this.#writing, ...this.#waiting].map(({ meta }) => meta.runId);
  }

  /** Whether more finished runs may come. */
  get hasRoom(): boolean {
    const [first] = this.#waiting;
    const most = first === undefined || first.samples === null ? 4 * MOST_TOGETHER : MOST_CURVES_WAITING;
    return !this.#blocked && this.#waiting.length < most;
  }

  /** Takes a finished run. */
  add(run: FinishedRun): void {
    this.#waiting.push(run);
    if (!this.#blocked) this.#schedule();
  }

  /** Seals what waits, now, also after the disk took nothing; resolves when it is safe or `onBlocked` was called. */
  async flush(): Promise<void> {
    this.#blocked = false;
    while (this.#sealing !== null || (this.#waiting.length > 0 && !this.#blocked)) await this.#round();
  }

  /** Forgets what waits: the project is closed. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
  }

  /** Curves, and many summaries, are sealed at once; few summaries wait for more. */
  #schedule(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#sealing !== null) return;
    if (first.samples !== null || this.#waiting.length >= MOST_TOGETHER) void this.#round();
    else this.#timer ??= setTimeout(() => void this.#round(), LONGEST_WAIT_MILLISECONDS);
  }

  /** Seals what waits; one round after the other. */
  #round(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#sealing ??= this.#seal();
    return this.#sealing;
  }

  async #seal(): Promise<void> {
    const runs = this.#waiting;
    this.#waiting = [];
    this.#writing = runs;
    let blocked: unknown = null;
    try {
      const project = await this.#listener.project();
      if (project === null) return;
      await this.#sealInto(project, runs);
    } catch (error) {
      this.#waiting = [...runs, ...this.#waiting];
      blocked = error;
    } finally {
      this.#sealing = null;
      this.#writing = [];
    }
    this.#blocked = blocked !== null;
    if (blocked === null) {
      this.#schedule();
      this.#listener.onRoom();
    } else this.#listener.onBlocked(blocked);
  }

  /** Seals `runs` and takes each out of the list when it is safe or refused. Throws when the disk takes nothing. */
  async #sealInto(project: OpenProject, runs: FinishedRun[]): Promise<void> {
    const [summaries, curves] = [true, false].map((only) =>
      runs.filter(({ samples }) => (samples === null) === only),
    );
    await this.#sealGroup(project, runs, summaries ?? []);
    for (const run of curves ?? []) await this.#sealGroup(project, runs, [run]);
  }

  async #sealGroup(project: OpenProject, runs: FinishedRun[], group: readonly FinishedRun[]): Promise<void> {
    const [first, ...others] = group;
    if (first === undefined) return;
    const after = project.runs.end;
    try {
      if (first.samples === null) await project.sealSummaries(group.map(({ meta }) => meta));
      else await project.seal({ meta: first.meta, samples: first.samples });
    } catch (error) {
      if (isOfTheDisk(error)) throw error;
      if (others.length > 0) {
        for (const run of group) await this.#sealGroup(project, runs, [run]);
        return;
      }
      take(runs, group);
      this.#listener.onRefused(first, error);
      return;
    }
    take(runs, group);
    this.#listener.onSealed(group, after);
  }
}

/** Whether the cause lies with the folder and may go away, not with the run. */
function isOfTheDisk(error: unknown): boolean {
  return error instanceof StorageError || (error instanceof WorkbenchError && DISK_CODES.has(error.code));
}

function take(runs: FinishedRun[], taken: readonly FinishedRun[]): void {
  const gone = new Set(taken);
  runs.splice(0, runs.length, ...runs.filter((run) => !gone.has(run)));
}
