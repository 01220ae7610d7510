import { randomUUID } from 'node:crypto';
import type { SolverEnd, SolverTask } from '@main/solver-pool/solver-pool';
import type { SweepJob } from '@shared/contract/job';
import type { FailedRun } from '@shared/contract/sweep';
import type { SweepSpec } from '@shared/model/sweep';
import { recordOfRun } from '../runs/run-file';
import type { RunRegistry } from '../runs/run-registry';
import type { SweepPoints } from '../sweeps/sweep-points';
import { failureOfSealing, failureOfSolver, failureOfStop } from './job-failure';
import { hasEnded, type QueueContext, type QueueEntry } from './queue-context';

/** The missing runs of a sweep: hands them to the pool, seals what is finished, goes on when some fail. */
export class SweepEntry implements QueueEntry {
  readonly #context: QueueContext;
  readonly #sweep: SweepSpec;
  readonly #points: SweepPoints;
  readonly #failed: FailedRun[] = [];
  readonly #active = new Map<number, SolverTask>();
  readonly #missing: number[];
  #job: SweepJob;

  constructor(context: QueueContext, sweep: SweepSpec, points: SweepPoints, runs: RunRegistry) {
    this.#context = context;
    this.#sweep = sweep;
    this.#points = points;
    this.#missing = points.runIds.flatMap((id, point) => (runs.has(id, sweep.keep) ? [] : [point]));
    this.#job = {
      kind: 'sweep',
      id: randomUUID(),
      sweepId: sweep.id,
      status: 'queued',
      startedAt: null,
      endedAt: null,
      runs: points.count,
      sealed: points.count - this.#missing.length,
      failedRuns: 0,
      millisecondsLeft: null,
      failure: null,
    };
  }

  get job(): SweepJob {
    return this.#job;
  }

  /** Runs that failed, and why. */
  get failed(): readonly FailedRun[] {
    return this.#failed;
  }

  /** Tells of the job and begins. */
  start(): void {
    this.#change({ status: 'running', startedAt: Date.now() });
    this.#feed();
  }

  cancel(): void {
    if (hasEnded(this.#job)) return;
    this.#missing.length = 0;
    this.#change({ status: 'cancelling' });
    for (const task of this.#active.values()) task.cancel();
    this.#endIfOver();
  }

  pause(): void {
    if (this.#job.status !== 'running') return;
    this.#change({ status: 'paused' });
    for (const task of this.#active.values()) task.pause();
  }

  resume(): void {
    if (this.#job.status !== 'paused' && this.#job.status !== 'failed') return;
    this.#change({ status: 'running', failure: null, endedAt: null });
    for (const task of this.#active.values()) task.resume();
    this.#feed();
  }

  close(): void {
    for (const task of this.#active.values()) task.cancel();
  }

  #feed(): void {
    while (this.#job.status === 'running' && this.#active.size < this.#context.pool.size) {
      const point = this.#missing.shift();
      if (point === undefined) break;
      const task = this.#context.pool.run(this.#points.spec(point), () => undefined);
      this.#active.set(point, task);
      void task.end.then((end) => this.#finish(point, end));
    }
    this.#endIfOver();
  }

  async #finish(point: number, end: SolverEnd): Promise<void> {
    await this.#take(point, end);
    this.#active.delete(point);
    this.#feed();
  }

  async #take(point: number, end: SolverEnd): Promise<void> {
    if (end.kind === 'cancelled') return;
    const failure = end.kind === 'failed' ? failureOfSolver(end) : failureOfStop(end.outcome);
    if (failure !== null || end.kind === 'failed') {
      const runId = this.#points.runIds[point];
      if (failure !== null && runId !== undefined) this.#failed.push({ runId, point, failure });
      this.#change({ failedRuns: this.#failed.length });
      return;
    }
    const project = await this.#context.project();
    if (project === null) return;
    const after = project.runs.end;
    try {
      const record = recordOfRun(this.#points.spec(point), end.outcome, end.samples);
      if (this.#sweep.keep === 'trajectory') await project.seal(record);
      else await project.sealSummaries([record.meta]);
      this.#change({ sealed: this.#job.sealed + 1 });
      this.#context.emit({ type: 'runs-changed', after });
    } catch (error) {
      this.#missing.unshift(point);
      this.#change({ status: 'failed', failure: failureOfSealing(error), endedAt: Date.now() });
    }
  }

  #endIfOver(): void {
    if (this.#active.size > 0 || this.#missing.length > 0 || hasEnded(this.#job)) return;
    if (this.#job.status === 'paused') return;
    const status = this.#job.status === 'cancelling' ? 'cancelled' : 'done';
    this.#change({ status, endedAt: Date.now(), millisecondsLeft: null });
  }

  #change(change: Partial<SweepJob>): void {
    this.#job = { ...this.#job, ...change };
    this.#context.emit({ type: 'job-changed', job: this.#job });
  }
}
