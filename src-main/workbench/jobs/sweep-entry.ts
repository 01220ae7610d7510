import { randomUUID } from 'node:crypto';
import type { Batch, BatchOver, BatchRunEnd, TaskControl } from '@main/solver-pool/solver-pool';
import type { JobFailure, SweepJob } from '@shared/contract/job';
import { metaOfRun } from '../runs/run-file';
import { SweepCost } from '../sweeps/sweep-cost';
import type { SweepPoints } from '../sweeps/sweep-points';
import { failureOfSealing, failureOfSolver, failureOfStop } from './job-failure';
import { hasEnded, type QueueContext, type QueueEntry } from './queue-context';
import type { SavedSweep } from './queue-file';
import { SweepSealer } from './sweep-sealer';
import { throttle } from './throttle';
import { WaitingPoints } from './waiting-points';

/** How often a sweep may tell how it stands. */
const REPORT_MILLISECONDS = 250;

/** Work that is handed over at once: enough to make messages cheap, not so much that much is lost with a process. */
const BATCH_MILLISECONDS = 300;
const MOST_IN_BATCH = 64;

/** A run whose solver was lost so many times is given up: it seems to be the reason. */
const MOST_LOSSES = 3;

/** A sweep that is blocked tries again by itself after so long. */
const RETRY_MILLISECONDS = 10_000;

/** How a sweep stands when it comes into the queue. */
export interface SweepStart extends Omit<SavedSweep, 'status'> {
  readonly status: SweepJob['status'];
}

/** Runs that a solver has, by their number in the plan they were taken from. */
interface ActiveBatch {
  readonly plan: SweepPoints;
  readonly points: readonly number[];
  /** Number of them that have ended. */
  ended: number;
  control: TaskControl | null;
}

/** The missing runs of a sweep: gives them to solvers in batches, seals what is finished, goes on when some fail. */
export class SweepEntry implements QueueEntry {
  readonly #context: QueueContext;
  readonly #failed: Map<string, JobFailure>;
  readonly #losses = new Map<string, number>();
  readonly #active = new Set<ActiveBatch>();
  readonly #sealer: SweepSealer;
  readonly #report = throttle(REPORT_MILLISECONDS, () => this.#tell());
  /** Null until it is laid out. */
  #points: SweepPoints | null = null;
  #waiting = new WaitingPoints([]);
  #cost = new SweepCost(0, []);
  #retry: NodeJS.Timeout | null = null;
  /** The project has more runs than this cursor of its registry, and nobody was told; null when everybody knows. */
  #sealedAfter: number | null = null;
  #job: SweepJob;

  constructor(context: QueueContext, { sweepId, status, runs, sealed, failed }: SweepStart) {
    this.#context = context;
    this.#failed = new Map(failed.map(({ runId, failure }) => [runId, failure]));
    this.#job = {
      kind: 'sweep',
      id: randomUUID(),
      sweepId,
      status,
      startedAt: null,
      endedAt: hasEnded({ status }) ? Date.now() : null,
      runs,
      sealed,
      failedRuns: failed.length,
      millisecondsLeft: null,
      failure: null,
    };
    this.#sealer = new SweepSealer({
      project: () => context.project(),
      onSealed: (runs, after) => {
        this.#sealedAfter ??= after;
        this.#change({ sealed: this.#job.sealed + runs.length });
      },
      onRefused: ({ meta }, error) => {
        this.#fail(meta.runId, failureOfSealing(error));
      },
      onBlocked: (error) => {
        this.#block(failureOfSealing(error));
      },
      onRoom: () => {
        context.pool.wake();
        this.#endIfOver();
      },
    });
  }

  get job(): SweepJob {
    return this.#job;
  }

  /** What is kept of it while its project is closed. */
  get saved(): SavedSweep {
    const { sweepId, status, runs, sealed } = this.#job;
    const failed = [...this.#failed].map(([runId, failure]) => ({ runId, failure }));
    return { sweepId, status: hasEnded(this.#job) ? endOf(status) : 'paused', runs, sealed, failed };
  }

  /** Why runs failed, by their id. */
  get failed(): ReadonlyMap<string, JobFailure> {
    return this.#failed;
  }

  /**
   * Takes the runs of the sweep as it is laid out now; those under way go on. What `isSealed` is not missing; runs that
   * failed are tried again only where `rerunFailed`.
   */
  layOut(points: SweepPoints, isSealed: (runId: string) => boolean, rerunFailed: boolean): void {
    if (rerunFailed) this.#failed.clear();
    const underWay = new Set(this.#sealer.runIds);
    for (const { plan, points: theirs, ended } of this.#active) {
      for (const point of theirs.slice(ended)) underWay.add(runIdAt(plan, point));
    }
    const missing: number[] = [];
    let sealed = 0;
    points.runIds.forEach((runId, point) => {
      if (isSealed(runId)) sealed += 1;
      else if (!this.#failed.has(runId) && !underWay.has(runId)) missing.push(point);
    });
    this.#points = points;
    this.#waiting = new WaitingPoints(missing);
    const groups = missing.map((point) => points.group(point));
    this.#cost = new SweepCost(points.groupCount, groups);
    this.#change({ runs: points.count, sealed, failedRuns: this.#failed.size });
    // One that rests has nothing to be resumed for when nothing is missing.
    if (missing.length === 0 && this.#job.status === 'paused' && this.#isAtRest) this.#end('done');
    this.#endIfOver();
  }

  /** Runs for a solver that has room; null when there are none now. */
  nextBatch(): Batch | null {
    const points = this.#points;
    const { status } = this.#job;
    if (points === null || (status !== 'queued' && status !== 'running') || !this.#sealer.hasRoom)
      return null;
    const taken = this.#waiting.take(this.#batchSize());
    if (taken.length === 0) return null;
    const batch: ActiveBatch = { plan: points, points: taken, ended: 0, control: null };
    this.#active.add(batch);
    return {
      specs: taken.map((point) => points.spec(point)),
      keep: points.keep,
      onAssigned: (control) => {
        batch.control = control;
        if (this.#job.status === 'queued') this.#change({ status: 'running', startedAt: Date.now() });
      },
      onRunEnd: (position, end) => {
        batch.ended = position + 1;
        const point = taken[position];
        if (point !== undefined) this.#take(points, point, end);
      },
      onOver: (over) => {
        this.#active.delete(batch);
        const rest = taken.slice(batch.ended).map((point) => runIdAt(points, point));
        this.#returnRest(rest, over);
        this.#context.pool.wake();
        this.#endIfOver();
      },
    };
  }

  cancel(): void {
    if (hasEnded(this.#job)) return;
    this.#waiting = new WaitingPoints([]);
    this.#stopRetrying();
    if (this.#points === null) {
      this.#end('cancelled');
      return;
    }
    this.#change({ status: 'cancelling', failure: null });
    for (const { control } of this.#active) control?.cancel();
    void this.#sealer.flush().then(() => this.#endIfOver());
  }

  pause(): void {
    const { status } = this.#job;
    if (status !== 'queued' && status !== 'running' && status !== 'blocked') return;
    this.#stopRetrying();
    this.#change({ status: 'paused', failure: null });
    for (const { control } of this.#active) control?.pause();
    void this.#sealer.flush();
  }

  resume(): void {
    const { status } = this.#job;
    if (status === 'blocked') void this.#tryAgain();
    if (status !== 'paused') return;
    this.#change({ status: this.#job.startedAt === null ? 'queued' : 'running' });
    for (const { control } of this.#active) control?.resume();
    this.#context.pool.wake();
    this.#endIfOver();
  }

  step(): void {
    // Its runs are many and end soon: there is nothing to look at between two samples.
  }

  close(): void {
    this.#stopRetrying();
    this.#waiting = new WaitingPoints([]);
    this.#sealer.close();
    this.#report.cancel();
    for (const { control } of this.#active) control?.cancel();
  }

  get #isAtRest(): boolean {
    return this.#active.size === 0 && this.#sealer.idle;
  }

  #batchSize(): number {
    const { mean } = this.#cost;
    if (mean === null) return 1;
    const fitting = Math.round(BATCH_MILLISECONDS / Math.max(mean, 1e-3));
    // Near the end small ones, so that no solver is left with much while the others have nothing.
    const share = Math.ceil(this.#waiting.count / (4 * this.#context.pool.size));
    return Math.max(1, Math.min(MOST_IN_BATCH, fitting, share));
  }

  #take(plan: SweepPoints, point: number, end: BatchRunEnd): void {
    if (plan === this.#points) this.#cost.note(plan.group(point), end.milliseconds);
    const runId = runIdAt(plan, point);
    if (end.kind === 'failed') {
      this.#fail(runId, failureOfSolver({ reason: 'error', message: end.message, outputTail: '' }));
      return;
    }
    const { outcome, samples } = end;
    const failure = failureOfStop(outcome);
    if (failure !== null) this.#fail(runId, failure);
    else this.#sealer.add({ meta: metaOfRun(plan.spec(point), outcome, runId), samples });
  }

  /** What becomes of the runs that were not reached when their batch was over. */
  #returnRest(rest: readonly string[], over: BatchOver): void {
    if (over.kind === 'complete' || this.#job.status === 'cancelling') return;
    const [first, ...others] = rest;
    let again = rest;
    if (over.kind === 'lost' && over.blamed && first !== undefined) {
      const losses = (this.#losses.get(first) ?? 0) + 1;
      this.#losses.set(first, losses);
      if (losses >= MOST_LOSSES || over.failure.reason === 'out-of-memory') {
        this.#fail(first, failureOfSolver(over.failure));
        again = others;
      }
    }
    // The sweep may have been laid out anew meanwhile: then it may not have all of them any more.
    const runIds = this.#points?.runIds ?? [];
    this.#waiting.giveBack(again.map((id) => runIds.indexOf(id)).filter((point) => point >= 0));
    if (over.kind === 'not-started') this.#block(failureOfSolver(over.failure));
  }

  #fail(runId: string, failure: JobFailure): void {
    this.#failed.set(runId, failure);
    this.#change({ failedRuns: this.#failed.size });
  }

  /** Nothing goes on until a cause is gone; looks for that from time to time. */
  #block(failure: JobFailure): void {
    if (hasEnded(this.#job)) return;
    // Without a disk a sweep that was cancelled cannot keep what it has: it ends all the same.
    if (this.#job.status === 'cancelling') {
      this.#sealer.close();
      this.#endIfOver();
      return;
    }
    if (this.#job.status !== 'paused') this.#change({ status: 'blocked', failure });
    this.#stopRetrying();
    this.#retry = setTimeout(() => void this.#tryAgain(), RETRY_MILLISECONDS);
  }

  async #tryAgain(): Promise<void> {
    this.#stopRetrying();
    if (this.#job.status === 'blocked') this.#change({ status: 'running', failure: null });
    await this.#sealer.flush();
    this.#context.pool.wake();
    this.#endIfOver();
  }

  #stopRetrying(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  #endIfOver(): void {
    const { status } = this.#job;
    if (this.#points === null || hasEnded(this.#job) || status === 'paused' || status === 'blocked') return;
    if (this.#active.size > 0 || this.#waiting.count > 0) return;
    if (this.#sealer.idle) this.#end(status === 'cancelling' ? 'cancelled' : 'done');
    else void this.#sealer.flush();
  }

  #end(status: 'done' | 'cancelled'): void {
    this.#change({ status, endedAt: Date.now(), failure: null });
  }

  /** Changes of the status are told at once, numbers from time to time. */
  #change(change: Partial<SweepJob>): void {
    this.#job = { ...this.#job, ...change };
    this.#report.trigger();
    if (change.status !== undefined) this.#report.flush();
    if (change.status !== undefined || change.failedRuns !== undefined) this.#context.onChange();
  }

  #tell(): void {
    const left = this.#job.status === 'running' ? this.#cost.left() : null;
    const millisecondsLeft = left === null ? null : left / this.#context.pool.size;
    this.#job = { ...this.#job, millisecondsLeft };
    if (this.#sealedAfter !== null) {
      this.#context.emit({ type: 'runs-changed', after: this.#sealedAfter });
      this.#sealedAfter = null;
    }
    this.#context.emit({ type: 'job-changed', job: this.#job });
  }
}

function runIdAt({ runIds }: SweepPoints, point: number): string {
  const id = runIds[point];
  if (id === undefined) throw new RangeError(`the sweep has no point ${point}`);
  return id;
}

function endOf(status: SweepJob['status']): 'done' | 'cancelled' {
  return status === 'cancelled' ? 'cancelled' : 'done';
}
