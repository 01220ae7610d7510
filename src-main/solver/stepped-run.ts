import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';

/** What is used of a running integration (src-shared/numerics/run). */
export interface SteppedRun {
  /** Integrates at most `maxSteps` steps further; true once the run has ended. */
  advance(maxSteps: number): boolean;
  progress(): RunProgress;
  /** Only after `advance` has answered true. */
  result(): { readonly outcome: RunOutcome; readonly samples: RunSamples };
}

/** Starts the run of a specification. */
export type StartRun = (spec: RunSpec) => SteppedRun;

/** How long the solver computes before it looks for messages: a cancellation is read within this time. */
export const SLICE_MILLISECONDS = 20;
const FIRST_SLICE_STEPS = 16;

/** A run that is computed in slices; how its time is sliced has no influence on its result. */
export class SlicedRun {
  readonly run: SteppedRun;
  /** Time spent on it so far. */
  milliseconds = 0;
  #sliceSteps = FIRST_SLICE_STEPS;

  constructor(start: () => SteppedRun) {
    const startedAt = performance.now();
    this.run = start();
    this.milliseconds = performance.now() - startedAt;
  }

  /** Advances for about one slice and fits the number of steps of the next one to the time it took; true at the end. */
  advance(): boolean {
    const startedAt = performance.now();
    const ended = this.run.advance(this.#sliceSteps);
    const elapsed = performance.now() - startedAt;
    this.milliseconds += elapsed;
    const fitting = Math.floor((this.#sliceSteps * SLICE_MILLISECONDS) / Math.max(elapsed, 1));
    this.#sliceSteps = Math.max(1, Math.min(2 * this.#sliceSteps, fitting));
    return ended;
  }
}
