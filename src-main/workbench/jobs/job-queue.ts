import type { BatchSource, SolverPool } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { Job, RunJob, SweepJob } from '@shared/contract/job';
import type { FailedRun } from '@shared/contract/sweep';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import type { RunSpec } from '@shared/model/run';
import type { SweepSpec } from '@shared/model/sweep';
import type { OpenProject } from '../project/project';
import { runId } from '../runs/run-id';
import type { SweepLibrary } from '../sweeps/sweep-library';
import type { SweepPoints } from '../sweeps/sweep-points';
import { hasEnded, type QueueContext, type QueueEntry } from './queue-context';
import { encodeQueue, QUEUE_FILE, type SavedSweep } from './queue-file';
import { RunEntry } from './run-entry';
import { SweepEntry } from './sweep-entry';
import { throttle } from './throttle';

/** How often the queue may be written beside the project. */
const SAVE_MILLISECONDS = 1000;

/** What a queue works with. */
export interface JobQueueOptions {
  readonly project: OpenProject;
  readonly pool: SolverPool;
  readonly sweeps: SweepLibrary;
  /** The sweeps that were in the queue when the project was last open. */
  readonly saved: readonly SavedSweep[];
  readonly emit: (event: WorkbenchEvent) => void;
}

/** The runs and sweeps asked for in one session, in the order of their turns. */
export class JobQueue {
  readonly #context: QueueContext;
  readonly #sweeps: SweepLibrary;
  readonly #unserve: () => void;
  readonly #save = throttle(SAVE_MILLISECONDS, () => void this.#write());
  #entries: readonly QueueEntry[] = [];
  #project: OpenProject;
  /** Sealing waits for this: while a project moves, nobody can say into which folder a run belongs. */
  #settled: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor({ project, pool, sweeps, saved, emit }: JobQueueOptions) {
    this.#project = project;
    this.#sweeps = sweeps;
    this.#context = {
      pool,
      emit: (event) => {
        if (!this.#closed) emit(event);
      },
      project: async () => {
        await this.#settled;
        return this.#closed ? null : this.#project;
      },
      onChange: () => {
        if (!this.#closed) this.#save.trigger();
      },
    };
    // One source for all sweeps: the first one in the queue that has work comes first.
    const source: BatchSource = {
      next: () => {
        for (const entry of this.#sweepEntries()) {
          const batch = entry.nextBatch();
          if (batch !== null) return batch;
        }
        return null;
      },
    };
    this.#unserve = pool.serve(source);
    if (project.readOnly === null) this.#restore(saved);
  }

  /** All jobs since the project was opened that were not dismissed, in the order of the queue. */
  list(): readonly Job[] {
    return this.#entries.map(({ job }) => job);
  }

  /**
   * Queues one job per flow of an experiment, whose resolved runs are `specs`; a flow that is under way already with the
   * same run is answered by that job. With `reuse`, flows whose run is sealed are done at once.
   * @throws WorkbenchError `read-only`
   */
  startRuns(experimentId: string, specs: readonly RunSpec[], reuse: boolean): readonly RunJob[] {
    this.#project.assertWritable();
    return specs.map((spec, flowIndex) => {
      const run = { experimentId, flowIndex, runId: runId(spec) };
      const waiting = this.#entries.find(
        (entry) => entry instanceof RunEntry && entry.isUnderWay && isSameRun(entry.job, run),
      );
      if (waiting instanceof RunEntry) return waiting.job;
      const sealed = reuse && this.#project.runs.has(run.runId, 'trajectory');
      const entry = new RunEntry(this.#context, run, spec, sealed);
      this.#entries = [...this.#entries, entry];
      const { job } = entry;
      entry.start();
      return job;
    });
  }

  /**
   * Queues what is missing of a sweep, laid out as `points`. A sweep that is under way takes up what was added to it; one
   * that rests goes on.
   * @throws WorkbenchError `read-only`
   */
  startSweep(sweep: SweepSpec, points: SweepPoints, rerunFailed: boolean): SweepJob {
    this.#project.assertWritable();
    const present = this.#sweepEntry(sweep.id);
    if (present !== undefined && !hasEnded(present.job)) {
      this.#layOut(present, points, rerunFailed);
      present.resume();
      return present.job;
    }
    const failed = present?.saved.failed ?? [];
    const entry = new SweepEntry(this.#context, {
      sweepId: sweep.id,
      status: 'queued',
      runs: 0,
      sealed: 0,
      failed,
    });
    // The list tells once how a sweep stands.
    this.#entries = [...this.#entries.filter((one) => one !== present), entry];
    if (present !== undefined) this.#tellOrder();
    this.#layOut(entry, points, rerunFailed);
    return entry.job;
  }

  /** Asks a job to stop; a job that has ended stays as it is. @throws WorkbenchError `not-found` */
  cancel(jobId: string): void {
    this.#find(jobId).cancel();
  }

  /** Lets a job rest with what it has. @throws WorkbenchError `not-found` */
  pause(jobId: string): void {
    this.#find(jobId).pause();
  }

  /** Lets a paused job go on, or a sweep that is blocked. @throws WorkbenchError `not-found` */
  resume(jobId: string): void {
    this.#find(jobId).resume();
  }

  /** Lets a paused run go on to its next sample. @throws WorkbenchError `not-found` */
  step(jobId: string): void {
    this.#find(jobId).step();
  }

  /** Puts a job before another one, or last. @throws WorkbenchError `not-found` */
  move(jobId: string, before: string | null): void {
    const entry = this.#find(jobId);
    const next = before === null ? null : this.#find(before);
    const others = this.#entries.filter((one) => one !== entry);
    const place = next === null || next === entry ? others.length : others.indexOf(next);
    if (next !== entry) this.#reorder(others.toSpliced(place, 0, entry));
  }

  /** Takes an ended job out of the list. @throws WorkbenchError `not-found`, `invalid-input` while it has not ended */
  dismiss(jobId: string): void {
    const entry = this.#find(jobId);
    if (!hasEnded(entry.job)) {
      throw new WorkbenchError('invalid-input', 'The job has not ended yet', 'Cancel it first.');
    }
    this.#reorder(this.#entries.filter((one) => one !== entry));
  }

  /** Whether a sweep has a job that has not ended. */
  isUnderWay(sweepId: string): boolean {
    const entry = this.#sweepEntry(sweepId);
    return entry !== undefined && !hasEnded(entry.job);
  }

  /** Runs of a sweep, laid out as `points`, that failed when they were last tried. */
  failedRuns(sweepId: string, { runIds }: SweepPoints): readonly FailedRun[] {
    const failed = this.#sweepEntry(sweepId)?.failed;
    if (failed === undefined || failed.size === 0) return [];
    return runIds.flatMap((id, point) => {
      const failure = failed.get(id);
      return failure === undefined ? [] : [{ runId: id, point, failure }];
    });
  }

  /** Lets running jobs end in the project that `move` answers; until then nothing is sealed. */
  async moveTo(move: () => Promise<OpenProject>): Promise<OpenProject> {
    const moving = move();
    this.#settled = moving.then(
      (project) => (this.#project = project),
      () => undefined,
    );
    await this.#settled;
    this.#save.trigger();
    return moving;
  }

  /** Ends all work and seals nothing any more; what was under way can be taken up when the project is opened again. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const kept = this.#savedSweeps();
    this.#closed = true;
    this.#unserve();
    this.#save.cancel();
    for (const entry of this.#entries) entry.close();
    await this.#write(kept);
  }

  /** Puts the sweeps of the last session into the queue again, those under way at rest, and counts what they have. */
  #restore(saved: readonly SavedSweep[]): void {
    for (const one of saved) {
      const { documents, runs } = this.#project;
      const sweep = documents.sweeps.find(({ id }) => id === one.sweepId);
      if (sweep === undefined) continue;
      const entry = new SweepEntry(this.#context, one);
      this.#entries = [...this.#entries, entry];
      if (one.status !== 'paused') continue;
      this.#sweeps.points(sweep, documents).then(
        (points) => {
          if (!this.#closed) this.#layOut(entry, points, false, runs);
        },
        () => {
          // What it ran over is gone: it cannot go on.
          if (!this.#closed) this.#reorder(this.#entries.filter((other) => other !== entry));
        },
      );
    }
  }

  #layOut(entry: SweepEntry, points: SweepPoints, rerunFailed: boolean, runs = this.#project.runs): void {
    entry.layOut(points, (id) => runs.has(id, points.keep), rerunFailed);
    this.#context.pool.wake();
  }

  #sweepEntries(): readonly SweepEntry[] {
    return this.#entries.filter((entry) => entry instanceof SweepEntry);
  }

  #sweepEntry(sweepId: string): SweepEntry | undefined {
    return this.#sweepEntries().findLast(({ job }) => job.sweepId === sweepId);
  }

  #savedSweeps(): readonly SavedSweep[] {
    return this.#sweepEntries()
      .map(({ saved }) => saved)
      .filter(({ status, failed }) => status === 'paused' || failed.length > 0);
  }

  async #write(sweeps = this.#savedSweeps()): Promise<void> {
    await this.#settled;
    // What cannot be kept is only convenience: the sweeps themselves say what is missing.
    if (this.#project.readOnly !== null) return;
    await this.#project.writeCache(QUEUE_FILE, encodeQueue(sweeps)).catch(() => undefined);
  }

  #reorder(entries: readonly QueueEntry[]): void {
    this.#entries = entries;
    this.#tellOrder();
    this.#context.onChange();
  }

  #tellOrder(): void {
    this.#context.emit({ type: 'queue-changed', jobIds: this.#entries.map(({ job }) => job.id) });
  }

  #find(jobId: string): QueueEntry {
    const entry = this.#entries.find(({ job }) => job.id === jobId);
    if (entry !== undefined) return entry;
    throw new WorkbenchError('not-found', `There is no job "${jobId}"`, 'Look at the list of jobs again.');
  }
}

function isSameRun(a: RunJob, b: Pick<RunJob, 'runId' | 'experimentId' | 'flowIndex'>): boolean {
  return a.runId === b.runId && a.experimentId === b.experimentId && a.flowIndex === b.flowIndex;
}
