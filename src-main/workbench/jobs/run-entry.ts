import { randomUUID } from 'node:crypto';
import type { SolverEnd, SolverTask } from '@main/solver-pool/solver-pool';
import type { JobFailure, RunJob } from '@shared/contract/job';
import type { RunProgress, RunSpec } from '@shared/model/run';
import { recordOfRun } from '../runs/run-file';
import { failureOfSealing, failureOfSolver, failureOfStop } from './job-failure';
import { hasEnded, type QueueContext, type QueueEntry } from './queue-context';
import { millisecondsLeft } from './time-left';

/** Which run of which experiment a job computes. */
export type RunOfExperiment = Pick<RunJob, 'experimentId' | 'flowIndex' | 'runId'>;

/** One run of an experiment: hands it to the pool, seals it when it is finished. */
export class RunEntry implements QueueEntry {
  readonly #context: QueueContext;
  readonly #spec: RunSpec;
  #task: SolverTask | null = null;
  #job: RunJob;
  /** When a solver began with it, on a clock that nobody sets back, and as much later as it rested; null before. */
  #begunAt: number | null = null;
  #restingSince = 0;
  #closed = false;

  /** @param sealed Whether the run is sealed already: then the job is done at once. */
  constructor(context: QueueContext, run: RunOfExperiment, spec: RunSpec, sealed: boolean) {
    this.#context = context;
    this.#spec = spec;
    this.#job = {
      kind: 'run',
      id: randomUUID(),
      ...run,
      status: sealed ? 'done' : 'queued',
      failure: null,
      startedAt: null,
      endedAt: sealed ? Date.now() : null,
    };
  }

  /** Tells of the job and hands its run to the pool. */
  start(): void {
    this.#change({});
    if (!hasEnded(this.#job)) this.#task = this.#submit();
  }

  get job(): RunJob {
    return this.#job;
  }

  /** Whether the job is going to bring a result. */
  get isUnderWay(): boolean {
    return !hasEnded(this.#job) && this.#job.status !== 'cancelling';
  }

  cancel(): void {
    if (!this.isUnderWay) return;
    this.#change({ status: 'cancelling' });
    this.#task?.cancel();
  }

  pause(): void {
    if (this.#job.status !== 'queued' && this.#job.status !== 'running') return;
    this.#restingSince = performance.now();
    this.#change({ status: 'paused' });
    this.#task?.pause();
  }

  resume(): void {
    if (this.#job.status !== 'paused') return;
    if (this.#begunAt !== null) this.#begunAt += performance.now() - this.#restingSince;
    this.#change({ status: this.#job.startedAt === null ? 'queued' : 'running' });
    this.#task?.resume();
  }

  step(): void {
    if (this.#job.status === 'paused') this.#task?.step();
  }

  close(): void {
    this.#closed = true;
    this.#task?.cancel();
  }

  #submit(): SolverTask {
    const task = this.#context.pool.run(this.#spec, (progress) => this.#report(progress));
    task.onStart(() => {
      this.#begunAt = performance.now();
      const status = this.#job.status === 'queued' ? 'running' : this.#job.status;
      this.#change({ status, startedAt: Date.now() });
    });
    void task.end.then((end) => this.#finish(end));
    return task;
  }

  #report(progress: RunProgress): void {
    if (this.#closed || hasEnded(this.#job)) return;
    const { id: jobId, experimentId, flowIndex } = this.#job;
    const spent = this.#begunAt === null ? null : performance.now() - this.#begunAt;
    const left = spent === null ? null : millisecondsLeft(this.#spec, progress.t, spent);
    this.#context.emit({
      type: 'job-progress',
      progress: { jobId, experimentId, flowIndex, progress, millisecondsLeft: left },
    });
  }

  async #finish(end: SolverEnd): Promise<void> {
    const ended = await this.#outcomeOf(end);
    this.#change({ ...ended, endedAt: Date.now() });
  }

  async #outcomeOf(
    end: SolverEnd,
  ): Promise<{ status: 'done' | 'cancelled' | 'failed'; failure: JobFailure | null }> {
    if (end.kind === 'cancelled') return { status: 'cancelled', failure: null };
    if (end.kind === 'failed') return { status: 'failed', failure: failureOfSolver(end) };
    const early = failureOfStop(end.outcome);
    if (early !== null) return { status: 'failed', failure: early };
    const project = await this.#context.project();
    if (project === null) return { status: 'cancelled', failure: null };
    try {
      const after = project.runs.end;
      const state = await project.seal(recordOfRun(this.#spec, end.outcome, end.samples));
      this.#context.emit({ type: 'project-changed', project: state });
      this.#context.emit({ type: 'runs-changed', after });
      return { status: 'done', failure: null };
    } catch (error) {
      return { status: 'failed', failure: failureOfSealing(error) };
    }
  }

  #change(change: Partial<RunJob>): void {
    this.#job = { ...this.#job, ...change };
    if (!this.#closed) this.#context.emit({ type: 'job-changed', job: this.#job });
  }
}
