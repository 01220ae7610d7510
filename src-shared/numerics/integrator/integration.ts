import type { StopReason } from '../../model/run';
import type { AcceptedStep } from './accepted-step';
import { Clock, type CompensatedTime } from './clock';
import { EventLocator, NO_CROSSINGS, type EventFunctions, type LocatedEvent } from './events';
import { initialStep } from './initial-step';
import type { OdeSystem } from './ode-system';
import { RODAS5P } from './rodas5p-tableau';
import { RosenbrockStepper } from './rosenbrock-stepper';
import { errorNorm, FAILURE_FACTOR, StepController } from './step-control';

/** Why an integration ended: a run's reasons, or a terminal event. */
export type IntegrationStop = StopReason | 'terminal-event';

/** What to integrate with. */
export interface IntegrationOptions {
  readonly relativeTolerance: number;
  readonly absoluteTolerance: number;
  readonly horizon: number;
  /** Largest number of attempted steps. */
  readonly stepBudget: number;
  readonly events?: EventFunctions;
  /** Called after every accepted step. */
  readonly onStep?: (step: AcceptedStep) => void;
}

/** Counters of an integration. */
export interface IntegrationStatistics {
  readonly acceptedSteps: number;
  readonly rejectedSteps: number;
  readonly derivativeEvaluations: number;
  readonly factorisations: number;
}

/** An integration under way. */
export interface Integration {
  /** Attempts at most `maxSteps` steps; true when the integration has ended. */
  advance(maxSteps: number): boolean;
  /** Ends the integration where it stands, with reason `cancelled`, unless it has ended already. */
  cancel(): void;
  /** Null while it can go on. */
  readonly stopReason: IntegrationStop | null;
  readonly time: CompensatedTime;
  /** State (n) at `time`; a view, not a copy. */
  readonly state: Float64Array;
  readonly statistics: IntegrationStatistics;
}

/** After so many attempts in a row with NaN, ∞ or a singular matrix, each ten times shorter, the step is hopeless. */
const MAX_FAILURES_IN_A_ROW = 40;

/** A step that moves the state relatively less than this, and still misses the tolerance, is hopeless. */
const SMALLEST_RELATIVE_MOVE = 1e-3 * Number.EPSILON;

/**
 * Integrates y' = f(y), y(0) = y0 (n) by Rodas5P from t = 0 to the horizon (numerics.md §3.3). The caller slices the work
 * with `advance`, so that a process can answer messages in between; slicing does not change a bit of the result.
 */
export function createIntegration(
  system: OdeSystem,
  y0: Float64Array,
  options: IntegrationOptions,
): Integration {
  return new RosenbrockIntegration(system, y0, options);
}

const NO_EVENTS: readonly LocatedEvent[] = [];

class RosenbrockIntegration implements Integration, AcceptedStep {
  stopReason: IntegrationStop | null = null;
  h = 0;
  thetaEnd = 1;
  events = NO_EVENTS;

  private readonly clock = new Clock();
  private readonly stepper: RosenbrockStepper;
  private readonly controller = new StepController(RODAS5P.order);
  private readonly locator: EventLocator | null;
  private failuresInARow = 0;
  private acceptedSteps = 0;
  private rejectedSteps = 0;
  private derivativeEvaluations = 0;
  private factorisations = 0;

  constructor(
    system: OdeSystem,
    y0: Float64Array,
    private readonly options: IntegrationOptions,
  ) {
    this.stepper = new RosenbrockStepper(system, RODAS5P, y0);
    this.locator = options.events ? new EventLocator(options.events, this.stepper) : null;
    if (!this.linearise()) return;
    if (this.stepper.slope.every((rate) => rate === 0)) {
      this.stopReason = 'stationary';
      return;
    }
    this.derivativeEvaluations++;
    this.h = initialStep(system, y0, this.stepper.slope, RODAS5P.order, options);
  }

  get time(): CompensatedTime {
    return this.clock;
  }

  get state(): Float64Array {
    return this.stepper.start;
  }

  get statistics(): IntegrationStatistics {
    const { acceptedSteps, rejectedSteps, derivativeEvaluations, factorisations } = this;
    return { acceptedSteps, rejectedSteps, derivativeEvaluations, factorisations };
  }

  interpolate(theta: number, out: Float64Array): void {
    this.stepper.interpolate(theta, out);
  }

  cancel(): void {
    this.stopReason ??= 'cancelled';
  }

  advance(maxSteps: number): boolean {
    for (let i = 0; i < maxSteps && this.stopReason === null; i++) {
      if (this.acceptedSteps + this.rejectedSteps >= this.options.stepBudget) this.stopReason = 'step-budget';
      else this.attemptStep();
    }
    return this.stopReason !== null;
  }

  private attemptStep(): void {
    const { stepper } = this;
    const { relativeTolerance, absoluteTolerance, horizon } = this.options;
    const remaining = this.clock.until(horizon);
    const last = this.h >= remaining;
    if (last) this.h = remaining;

    this.factorisations++;
    const attempt = stepper.attempt(this.h);
    if (attempt !== 'singular') this.derivativeEvaluations += stepper.evaluationsPerAttempt;
    if (attempt !== 'computed') {
      this.retryAfterFailure(attempt === 'singular' ? 'step-too-small' : 'not-finite');
      return;
    }
    const error = errorNorm(stepper.error, stepper.start, stepper.end, relativeTolerance, absoluteTolerance);
    if (error <= 1) this.accept(error, last);
    else this.retryAfterRejection(error);
  }

  /** No usable result: try again with a tenth of the step, and stop with `reason` when that keeps failing. */
  private retryAfterFailure(reason: 'step-too-small' | 'not-finite'): void {
    this.rejectedSteps++;
    this.failuresInARow++;
    this.controller.noteRejection();
    this.h *= FAILURE_FACTOR;
    if (this.failuresInARow >= MAX_FAILURES_IN_A_ROW) this.stopReason = reason;
  }

  private retryAfterRejection(error: number): void {
    this.rejectedSteps++;
    this.failuresInARow = 0;
    this.h *= this.controller.afterRejection(error);
    if (this.isBelowResolution(this.h)) this.stopReason = 'step-too-small';
  }

  /**
   * True when h moves the state by less than rounding could ever show. Whether h moves the clock does not matter: the
   * system is autonomous (theory.md §10.2).
   */
  private isBelowResolution(h: number): boolean {
    const { start, slope } = this.stepper;
    let rate = 0;
    for (let i = 0; i < start.length; i++) {
      rate = Math.max(rate, Math.abs(slope[i]!) / (Math.abs(start[i]!) + this.options.absoluteTolerance));
    }
    return h * rate < SMALLEST_RELATIVE_MOVE;
  }

  private accept(error: number, last: boolean): void {
    this.acceptedSteps++;
    this.failuresInARow = 0;
    const terminal = this.locateEvents();
    this.options.onStep?.(this);
    if (terminal) this.stepper.cut(terminal.theta);
    this.stepper.accept();
    if (terminal) {
      this.clock.advance(terminal.theta * this.h);
      this.stopReason = 'terminal-event';
    } else if (last) {
      this.clock.set(this.options.horizon);
      this.stopReason = 'horizon';
    } else {
      this.clock.advance(this.h);
      this.h *= this.controller.afterAcceptance(error);
      this.linearise();
    }
  }

  /** Fills `events` and `thetaEnd` for the step just computed; returns its first terminal event. */
  private locateEvents(): LocatedEvent | undefined {
    const crossings = this.locator?.locate() ?? NO_CROSSINGS;
    this.thetaEnd = 1;
    this.events = NO_EVENTS;
    if (crossings.length === 0) return undefined;
    const events = crossings.map((crossing) => ({
      ...crossing,
      time: this.clock.after(crossing.theta * this.h),
    }));
    const terminalAt = events.findIndex((event) => this.options.events?.rules[event.rule]?.terminal);
    const terminal = events[terminalAt];
    this.events = terminal ? events.slice(0, terminalAt + 1) : events;
    this.thetaEnd = terminal?.theta ?? 1;
    return terminal;
  }

  /** Evaluates f and J at the new state; ends the integration when they are not finite. */
  private linearise(): boolean {
    this.derivativeEvaluations++;
    const finite = this.stepper.linearise();
    if (!finite) this.stopReason ??= 'not-finite';
    return finite;
  }
}
