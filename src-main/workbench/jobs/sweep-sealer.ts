import type { RunOutcome, RunSamples, RunSpec } from '@shared/model/run';
import type { OpenProject } from '../project/project';
import { recordOfRun } from '../runs/run-file';

/** Summaries are sealed together: at most every so often, or when there are so many. */
const LONGEST_WAIT_MILLISECONDS = 700;
const MOST_TOGETHER = 1000;

/** Curves that wait to be written; more would only take memory. */
const MOST_CURVES_WAITING = 32;

/** A finished run that is not safe on disk yet. */
export interface FinishedRun {
  readonly point: number;
  readonly spec: RunSpec;
  readonly outcome: RunOutcome;
  /** Null where only its summary is kept. */
  readonly samples: RunSamples | null;
}

/** What a sealer tells. */
export interface SealerListener {
  /** The project to seal into; null when it is closed. */
  project(): Promise<OpenProject | null>;
  /** These runs are safe. */
  onSealed(runs: readonly FinishedRun[]): void;
  /** These runs could not be made safe; nothing of them is there. */
  onFailed(runs: readonly FinishedRun[], error: unknown): void;
  /** There is room for more runs, or nothing waits any more. */
  onRoom(): void;
}

/** Seals the finished runs of a sweep, summaries many in one file, curves one by one. */
export class SweepSealer {
  readonly #listener: SealerListener;
  #waiting: FinishedRun[] = [];
  #timer: NodeJS.Timeout | null = null;
  #sealing: Promise<void> | null = null;

  constructor(listener: SealerListener) {
    this.#listener = listener;
  }

  /** Number of runs that are not safe yet. */
  get idle(): boolean {
    return this.#waiting.length === 0 && this.#sealing === null;
  }

  /** Whether more finished runs may come. */
  get hasRoom(): boolean {
    const curves = this.#waiting[0]?.samples != null;
    return this.#waiting.length < (curves ? MOST_CURVES_WAITING : 4 * MOST_TOGETHER);
  }

  /** Takes a finished run. */
  add(run: FinishedRun): void {
    this.#waiting.push(run);
    if (run.samples !== null || this.#waiting.length >= MOST_TOGETHER) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), LONGEST_WAIT_MILLISECONDS);
  }

  /** Seals what waits, now; resolves when it is safe or has failed. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#sealing !== null) await this.#sealing;
    if (this.#waiting.length === 0) return;
    const runs = this.#waiting;
    this.#waiting = [];
    this.#sealing = this.#seal(runs);
    await this.#sealing;
  }

  async #seal(runs: readonly FinishedRun[]): Promise<void> {
    try {
      const project = await this.#listener.project();
      if (project === null) return;
      await project.sealTogether(
        runs.map(({ spec, outcome, samples }) => ({ meta: recordOfRun(spec, outcome), samples })),
      );
      this.#sealing = null;
      this.#listener.onSealed(runs);
    } catch (error) {
      this.#sealing = null;
      this.#listener.onFailed(runs, error);
    } finally {
      this.#sealing = null;
    }
    this.#listener.onRoom();
  }
}
