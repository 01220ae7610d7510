import type { StopReason } from '../../model/run';
import type { AcceptedStep } from './accepted-step';
import { Clock, type CompensatedTime } from './clock';
import { errorMeasure, type ErrorMeasure } from './error-measure';
import { EventLocator, NO_CROSSINGS, type EventFunctions, type LocatedEvent } from './events';
import { initialStep } from './initial-step';
import type { OdeSystem } from './ode-system';
import { RODAS5P } from './rodas5p-tableau';
import { RosenbrockStepper } from './rosenbrock-stepper';
import { StepController } from './step-control';

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

/**
 * After so many failed attempts without any change of the state in between, further ones are hopeless: even halving gets
 * from the largest to the smallest sensible step in fewer. Counting failures, rather than looking at h against the clock,
 * also ends the creeping towards a wall that no step can cross, and suits an autonomous system (theory.md §10.2).
 */
const MAX_FUTILE_ATTEMPTS = 100;

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
  private readonly measure: ErrorMeasure;
  private readonly locator: EventLocator | null;
  /** Failed attempts since the state last changed. */
  private futileAttempts = 0;
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
    this.measure = errorMeasure(system, options.relativeTolerance, options.absoluteTolerance);
    this.locator = options.events ? new EventLocator(options.events, this.stepper) : null;
    if (!this.linearise()) return;
    if (this.stepper.slope.every((rate) => rate === 0)) {
      this.stopReason = 'stationary';
      return;
    }
    this.derivativeEvaluations++;
    this.h = initialStep(system, y0, this.stepper.slope, RODAS5P.order, options.horizon, this.measure);
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
    const remaining = this.clock.until(this.options.horizon);
    const last = this.h >= remaining;
    if (last) this.h = remaining;

    this.factorisations++;
    const attempt = stepper.attempt(this.h);
    if (attempt !== 'singular') this.derivativeEvaluations += stepper.evaluationsPerAttempt;
    if (attempt !== 'computed') {
      this.retry(this.controller.afterFailure(), attempt === 'singular' ? 'step-too-small' : 'not-finite');
      return;
    }
    const error = this.measure(stepper.error, stepper.start, stepper.end);
    if (error <= 1) this.accept(error, last);
    else
      this.retry(this.controller.afterRejection(error), error < Infinity ? 'step-too-small' : 'not-finite');
  }

  /** Makes the step shorter by `factor`; stops with `reason` when that keeps failing. */
  private retry(factor: number, reason: 'step-too-small' | 'not-finite'): void {
    this.rejectedSteps++;
    this.futileAttempts++;
    this.h *= factor;
    if (this.futileAttempts >= MAX_FUTILE_ATTEMPTS) this.stopReason = reason;
  }

  private accept(error: number, last: boolean): void {
    this.acceptedSteps++;
    if (this.futileAttempts > 0 && this.stepper.hasMoved()) this.futileAttempts = 0;
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
