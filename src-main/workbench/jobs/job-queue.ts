import { randomUUID } from 'node:crypto';
import type { SolverEnd, SolverPool, SolverTask } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { Job, JobFailure } from '@shared/contract/job';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import type { RunProgress, RunSpec } from '@shared/model/run';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import type { OpenProject } from '../project/project';
import { recordOfRun } from '../runs/run-file';
import { runId } from '../runs/run-id';
import { failureOfSealing, failureOfSolver, failureOfStop } from './job-failure';
import { millisecondsLeft } from './time-left';

/** A job the pool works on or will. */
interface ActiveJob {
  readonly task: SolverTask;
  readonly spec: RunSpec;
}

/** The runs asked for in one session: hands them to the pool, seals what is finished, tells how each one stands. */
export class JobQueue {
  readonly #pool: SolverPool;
  readonly #emit: (event: WorkbenchEvent) => void;
  readonly #jobs = new Map<string, Job>();
  readonly #active = new Map<string, ActiveJob>();
  #project: OpenProject;
  /** Sealing waits for this: while a project moves, nobody can say into which folder a run belongs. */
  #settled: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(project: OpenProject, pool: SolverPool, emit: (event: WorkbenchEvent) => void) {
    this.#project = project;
    this.#pool = pool;
    this.#emit = emit;
  }

  /** All jobs since the project was opened, oldest first. */
  list(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  /**
   * Queues one job per flow of an experiment; a flow that is queued or running already with the same run is answered
   * by that job. With `reuse`, flows whose run is sealed are done at once.
   * @throws WorkbenchError `read-only`, `not-found`; InvalidInputError when the experiment cannot be run
   */
  start(experimentId: string, reuse: boolean): readonly Job[] {
    this.#project.assertWritable();
    const { experiment, target } = this.#project.experimentWithTarget(experimentId);
    const specs = resolveRuns(experiment, target);
    return specs.map((spec, flowIndex) => {
      const job: Job = {
        id: randomUUID(),
        experimentId,
        flowIndex,
        runId: runId(spec),
        status: 'queued',
        failure: null,
        startedAt: null,
        endedAt: null,
      };
      const waiting = this.list().find((other) => isUnderWay(other) && isSameRun(other, job));
      if (waiting !== undefined) return waiting;
      if (reuse && this.#project.hasRun(job.runId)) {
        return this.#put({ ...job, status: 'done', endedAt: Date.now() });
      }
      this.#submit(job, spec);
      return job;
    });
  }

  /** Asks a job to stop; a job that has ended stays as it is. @throws WorkbenchError `not-found` */
  cancel(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (job === undefined) {
      throw new WorkbenchError('not-found', `There is no job "${jobId}"`, 'Look at the list of jobs again.');
    }
    const active = this.#active.get(jobId);
    if (active === undefined || job.status === 'cancelling') return;
    this.#put({ ...job, status: 'cancelling' });
    active.task.cancel();
  }

  /** Lets running jobs end in the project that `move` answers; until then nothing is sealed. */
  async moveTo(move: () => Promise<OpenProject>): Promise<OpenProject> {
    const moving = move();
    this.#settled = moving.then(
      (project) => (this.#project = project),
      () => undefined,
    );
    await this.#settled;
    return moving;
  }

  /** Cancels every job and seals nothing any more. */
  close(): void {
    this.#closed = true;
    for (const { task } of this.#active.values()) task.cancel();
  }

  #submit(job: Job, spec: RunSpec): void {
    const task = this.#pool.run(spec, (progress) => this.#report(job.id, progress));
    this.#active.set(job.id, { task, spec });
    this.#put(job);
    task.onStart(() =>
      this.#change(job.id, (now) => ({
        ...now,
        status: now.status === 'queued' ? 'running' : now.status,
        startedAt: Date.now(),
      })),
    );
    void task.end.then((end) => this.#finish(job.id, spec, end));
  }

  #report(jobId: string, progress: RunProgress): void {
    const job = this.#jobs.get(jobId);
    const active = this.#active.get(jobId);
    if (job === undefined || active === undefined || this.#closed) return;
    const { experimentId, flowIndex, startedAt } = job;
    const left =
      startedAt === null ? null : millisecondsLeft(active.spec, progress.t, Date.now() - startedAt);
    this.#emit({
      type: 'job-progress',
      progress: { jobId, experimentId, flowIndex, progress, millisecondsLeft: left },
    });
  }

  async #finish(jobId: string, spec: RunSpec, end: SolverEnd): Promise<void> {
    const ended = await this.#outcomeOf(spec, end);
    this.#active.delete(jobId);
    this.#change(jobId, (job) => ({ ...job, ...ended, endedAt: Date.now() }));
  }

  async #outcomeOf(
    spec: RunSpec,
    end: SolverEnd,
  ): Promise<{ status: 'done' | 'cancelled' | 'failed'; failure: JobFailure | null }> {
    if (end.kind === 'cancelled') return { status: 'cancelled', failure: null };
    if (end.kind === 'failed') return { status: 'failed', failure: failureOfSolver(end) };
    const early = failureOfStop(end.outcome);
    if (early !== null) return { status: 'failed', failure: early };
    await this.#settled;
    if (this.#closed) return { status: 'cancelled', failure: null };
    try {
      const project = await this.#project.seal(recordOfRun(spec, end.outcome, end.samples));
      this.#emit({ type: 'project-changed', project });
      return { status: 'done', failure: null };
    } catch (error) {
      return { status: 'failed', failure: failureOfSealing(error) };
    }
  }

  #change(jobId: string, change: (job: Job) => Job): void {
    const job = this.#jobs.get(jobId);
    if (job !== undefined) this.#put(change(job));
  }

  #put(job: Job): Job {
    this.#jobs.set(job.id, job);
    if (!this.#closed) this.#emit({ type: 'job-changed', job });
    return job;
  }
}

/** Whether a job is going to bring a result. */
function isUnderWay(job: Job): boolean {
  return job.status === 'queued' || job.status === 'running';
}

function isSameRun(a: Job, b: Job): boolean {
  return a.runId === b.runId && a.experimentId === b.experimentId && a.flowIndex === b.flowIndex;
}
