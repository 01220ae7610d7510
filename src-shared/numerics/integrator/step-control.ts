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
 * Proportional–integral step-size control (Gustafsson; Hairer & Wanner, Solving ODEs II, IV.2): with order p the factor is
 * 0.9·err^(−α)·errPrevious^β in [0.2, 8]. No growth on the step after a rejection.
 */
export class StepController implements ControlMemory {
  previousError = 1;
  justRejected = false;

  constructor(
    private readonly order: number,
    private readonly proportional = 0.9,
    private readonly integral = 0.1,
  ) {}

  /** What to hand to `recall` to go on from here. */
  memory(): ControlMemory {
    return { previousError: this.previousError, justRejected: this.justRejected };
  }

  recall(memory: ControlMemory): void {
    this.previousError = memory.previousError;
    this.justRejected = memory.justRejected;
  }

  /** Factor for the next step after an accepted one of error `error` ≤ 1. */
  afterAcceptance(error: number): number {
    const bounded = Math.max(error, 1e-10);
    const raw =
      SAFETY *
      bounded ** (-this.proportional / this.order) *
      this.previousError ** (this.integral / this.order);
    const factor = Math.min(this.justRejected ? 1 : LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, raw));
    this.previousError = bounded;
    this.justRejected = false;
    return factor;
  }

  /** Factor for repeating a step whose error was `error` > 1; NaN and ∞ count as a failure. */
  afterRejection(error: number): number {
    if (!Number.isFinite(error)) return this.afterFailure();
    this.justRejected = true;
    return Math.max(SMALLEST_FACTOR, SAFETY * error ** (-1 / this.order));
  }

  /** Factor for repeating a step that gave no finite result or met a singular matrix. */
  afterFailure(): number {
    this.justRejected = true;
    return FAILURE_FACTOR;
  }
}
