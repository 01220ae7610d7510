import { exp, log, pow } from '../elementary';

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
  /** Factor for the step length that follows from what was last said. */
  factor = 1;
  previousError = 1;
  justRejected = false;
  /** ln previousError. */
  private logPrevious = 0;

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
    this.logPrevious = log(memory.previousError);
    this.justRejected = memory.justRejected;
  }

  /** Sets the factor for the next step after an accepted one, whose error `size` ≤ 1 is that of a measure. */
  afterAcceptance({ size }: { readonly size: number }): void {
    const bounded = Math.max(size, 1e-10);
    const logError = log(bounded);
    const exponent = (this.integral * this.logPrevious - this.proportional * logError) / this.order;
    const raw = SAFETY * exp(exponent);
    this.factor = Math.min(this.justRejected ? 1 : LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, raw));
    this.previousError = bounded;
    this.logPrevious = logError;
    this.justRejected = false;
  }

  /** Sets the factor for repeating a step whose error `size` was not ≤ 1; NaN and ∞ count as a failure. */
  afterRejection({ size }: { readonly size: number }): void {
    if (!Number.isFinite(size)) {
      this.afterFailure();
      return;
    }
    this.justRejected = true;
    this.factor = Math.max(SMALLEST_FACTOR, SAFETY * pow(size, -1 / this.order));
  }

  /** Sets the factor for repeating a step that gave no finite result or met a singular matrix. */
  afterFailure(): void {
    this.justRejected = true;
    this.factor = FAILURE_FACTOR;
  }
}
