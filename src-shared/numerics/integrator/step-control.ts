/** Step-size factors are kept in this interval (numerics.md §3.3). */
const SMALLEST_FACTOR = 0.2;
const LARGEST_FACTOR = 8;
const SAFETY = 0.9;
/** Factor after a step whose result is not finite or whose matrix is singular. */
const FAILURE_FACTOR = 0.1;

/** What a step-size control remembers between steps. */
export interface ControlMemory {
  readonly previousError: number;
  readonly justRejected: boolean;
}

/**
 * Proportional–integral step-size control (Gustafsson; Hairer & Wanner, Solving ODEs II, IV.2) for a method of order 5:
 * the factor is 0.9·err^(−3/16)·errPrevious^(1/64) in [0.2, 8], that is α = 0.94/5 and β = 0.08/5. With these exponents it
 * takes square roots only, which are the same everywhere and put nothing on the heap. No growth on the step after a
 * rejection.
 */
export class StepController implements ControlMemory {
  /** Factor for the step length that follows from what was last said. */
  factor = 1;
  previousError = 1;
  justRejected = false;

  /** What to hand to `recall` to go on from here. */
  memory(): ControlMemory {
    return { previousError: this.previousError, justRejected: this.justRejected };
  }

  recall(memory: ControlMemory): void {
    this.previousError = memory.previousError;
    this.justRejected = memory.justRejected;
  }

  /** Sets the factor for the next step after an accepted one, whose error `size` ≤ 1 is that of a measure. */
  afterAcceptance({ size }: { readonly size: number }): void {
    const bounded = Math.max(size, 1e-10);
    const root = Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(bounded))));
    const before = Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(this.previousError))))));
    const raw = (SAFETY * before) / (root * root * root);
    this.factor = Math.min(this.justRejected ? 1 : LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, raw));
    this.previousError = bounded;
    this.justRejected = false;
  }

  /** Sets the factor for repeating a step whose error `size` was not ≤ 1; NaN and ∞ count as a failure. */
  afterRejection({ size }: { readonly size: number }): void {
    if (!Number.isFinite(size)) {
      this.afterFailure();
      return;
    }
    const root = Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(size))));
    this.justRejected = true;
    this.factor = Math.max(SMALLEST_FACTOR, SAFETY / (root * root * root));
  }

  /** Sets the factor for repeating a step that gave no finite result or met a singular matrix. */
  afterFailure(): void {
    this.justRejected = true;
    this.factor = FAILURE_FACTOR;
  }
}
