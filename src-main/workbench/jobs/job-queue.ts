import type { SolverPool } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { Job, RunJob, SweepJob } from '@shared/contract/job';
import type { FailedRun } from '@shared/contract/sweep';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import type { RunSpec } from '@shared/model/run';
import type { SweepSpec } from '@shared/model/sweep';
import type { OpenProject } from '../project/project';
import { runId } from '../runs/run-id';
import type { SweepPoints } from '../sweeps/sweep-points';
import { hasEnded, type QueueContext, type QueueEntry } from './queue-context';
import { RunEntry } from './run-entry';
import { SweepEntry } from './sweep-entry';

/** The runs and sweeps asked for in one session, in the order of their turns. */
export class JobQueue {
  readonly #context: QueueContext;
  #entries: readonly QueueEntry[] = [];
  #project: OpenProject;
  /** Sealing waits for this: while a project moves, nobody can say into which folder a run belongs. */
  #settled: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(project: OpenProject, pool: SolverPool, emit: (event: WorkbenchEvent) => void) {
    this.#project = project;
    this.#context = {
      pool,
      emit: (event) => {
        if (!this.#closed) emit(event);
      },
      project: async () => {
        await this.#settled;
        return this.#closed ? null : this.#project;
      },
    };
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
   * Queues what is missing of a sweep, laid out as `points`; a sweep that is under way already is answered by its job.
   * @throws WorkbenchError `read-only`
   */
  startSweep(sweep: SweepSpec, points: SweepPoints): SweepJob {
    this.#project.assertWritable();
    const present = this.#entries.find(
      (entry) => entry instanceof SweepEntry && !hasEnded(entry.job) && entry.job.sweepId === sweep.id,
    );
    if (present instanceof SweepEntry) return present.job;
    const entry = new SweepEntry(this.#context, sweep, points, this.#project.runs);
    this.#entries = [...this.#entries, entry];
    entry.start();
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

  /** Lets a paused job go on, or a sweep that could not. @throws WorkbenchError `not-found` */
  resume(jobId: string): void {
    this.#find(jobId).resume();
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
    return this.list().some((job) => job.kind === 'sweep' && job.sweepId === sweepId && !hasEnded(job));
  }

  /** Runs of a sweep that failed when they were last tried. */
  failedRuns(sweepId: string): readonly FailedRun[] {
    const entry = this.#entries.findLast((one) => one instanceof SweepEntry && one.job.sweepId === sweepId);
    return entry instanceof SweepEntry ? entry.failed : [];
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

  /** Ends all work and seals nothing any more. */
  close(): void {
    this.#closed = true;
    for (const entry of this.#entries) entry.close();
  }

  #reorder(entries: readonly QueueEntry[]): void {
    this.#entries = entries;
    this.#context.emit({ type: 'queue-changed', jobIds: entries.map(({ job }) => job.id) });
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
