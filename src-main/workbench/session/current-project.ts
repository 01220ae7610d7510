import { realpath } from 'node:fs/promises';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { ProjectState } from '@shared/contract/project-state';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { JobQueue } from '../jobs/job-queue';
import { readQueueFile } from '../jobs/queue-file';
import type { OpenProject } from '../project/project';
import { SweepLibrary } from '../sweeps/sweep-library';

/** The one project a session has open, with its jobs. */
export class CurrentProject {
  readonly #pool: SolverPool;
  readonly #emit: (event: WorkbenchEvent) => void;
  /** Its sweeps, laid out when they are needed. */
  readonly sweeps: SweepLibrary;
  #open: { project: OpenProject; readonly jobs: JobQueue } | null = null;

  constructor(pool: SolverPool, emit: (event: WorkbenchEvent) => void) {
    this.#pool = pool;
    this.#emit = emit;
    this.sweeps = new SweepLibrary(pool);
  }

  /** State of the open project; null when there is none. */
  state(): ProjectState | null {
    return this.#open?.project.state() ?? null;
  }

  /** The open project. @throws WorkbenchError `no-project` */
  project(): OpenProject {
    return this.#require().project;
  }

  /** The jobs of the open project. @throws WorkbenchError `no-project` */
  jobs(): JobQueue {
    return this.#require().jobs;
  }

  /** Whether `path` is the open project's folder, by whatever name. */
  async isAt(path: string): Promise<boolean> {
    if (this.#open === null) return false;
    const found = await realpath(path).catch(() => null);
    return found !== null && found === (await realpath(this.#open.project.path).catch(() => null));
  }

  /** Opens another project in place of the present one, which stays open if that fails. */
  async replace(open: () => Promise<OpenProject>): Promise<ProjectState> {
    const project = await open();
    await this.close();
    const jobs = new JobQueue({
      project,
      pool: this.#pool,
      sweeps: this.sweeps,
      saved: await readQueueFile(project.path),
      emit: this.#emit,
    });
    this.#open = { project, jobs };
    return project.state();
  }

  /** Goes on, running jobs included, with a copy of the open project. */
  async continueWith(copy: (project: OpenProject) => Promise<OpenProject>): Promise<ProjectState> {
    const open = this.#require();
    const original = open.project;
    open.project = await open.jobs.moveTo(() => copy(original));
    await original.close();
    return open.project.state();
  }

  /** Cancels the project's jobs, ends its writes and gives its lock back. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.jobs.close();
    await open?.project.close();
  }

  #require(): { project: OpenProject; readonly jobs: JobQueue } {
    if (this.#open === null) {
      throw new WorkbenchError('no-project', 'No project is open', 'Open or create a project first.');
    }
    return this.#open;
  }
}
