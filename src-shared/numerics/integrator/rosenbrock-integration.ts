import type { AcceptedStep } from './accepted-step';
import { Clock, type CompensatedTime } from './clock';
import { ErrorMeasure } from './error-measure';
import { EventLocator, NO_CROSSINGS, type LocatedEvent, type StepCrossing } from './events';
import { initialStep } from './initial-step';
import type { Integration, IntegrationOptions, IntegrationStop } from './integration';
import { StepCounters, type IntegrationState, type IntegrationStatistics } from './integration-state';
import type { OdeSystem } from './ode-system';
import { RODAS5P } from './rodas5p-tableau';
import { RosenbrockStepper } from './rosenbrock-stepper';
import { RoundingFloor } from './rounding-floor';
import { StepController } from './step-control';

/** Fraction of the absolute tolerance below which an unknown is zero. */
const NEGLIGIBLE = 1e-60;

/** Velocities up to this many times the size of their rounding are rest. */
const REST = 8;

/** Accepted steps between two offers to realign: a step moves the state little. */
const REALIGNMENT_INTERVAL = 4;

/** Where rounding limits the steps, the axes are asked for as if the step were so many times as long. */
const URGENCY = 100;

/**
 * After so many failed attempts without any change of the state in between, further ones are hopeless: even halving gets
 * from the largest to the smallest sensible step in fewer. Counting failures, rather than looking at h against the clock,
 * also ends the creeping towards a wall that no step can cross, and suits an autonomous system (theory.md §10.2).
 */
const MAX_FUTILE_ATTEMPTS = 100;

const NO_EVENTS: readonly LocatedEvent[] = [];
const NO_VALUES = new Float64Array(0);

/** An integration by Rodas5P; it is the accepted step that it shows to its observer. */
export class RosenbrockIntegration implements Integration, AcceptedStep {
  stopReason: IntegrationStop | null = null;
  h = 0;
  thetaEnd = 1;
  final = false;
  events = NO_EVENTS;

  /** Numbers of the options: read from objects of many shapes they would be put on the heap. */
  private readonly horizon: number;
  private readonly relativeTolerance: number;
  private readonly clock = new Clock();
  private readonly stepper: RosenbrockStepper;
  private readonly controller = new StepController();
  private readonly measure: ErrorMeasure;
  private readonly rounding: RoundingFloor | null;
  private readonly locator: EventLocator | null;
  private readonly counters = new StepCounters();
  /** The state where the integration ended inside a step, and the beginning of that step. */
  private readonly endState: Float64Array;
  private beforeLastStep: IntegrationState | null = null;
  /** Whether the state has been realigned because of rounding since the last accepted step. */
  private justRealigned = false;
  /** Failed attempts since the state last changed. */
  private futileAttempts = 0;

  constructor(
    private readonly system: OdeSystem,
    y0: Float64Array,
    private readonly options: IntegrationOptions,
  ) {
    this.horizon = options.horizon;
    this.relativeTolerance = options.relativeTolerance;
    this.stepper = new RosenbrockStepper(system, RODAS5P, y0, NEGLIGIBLE * options.absoluteTolerance);
    this.measure = new ErrorMeasure(system, options.relativeTolerance, options.absoluteTolerance);
    const roundoff = system.roundoff?.bind(system);
    this.rounding = roundoff === undefined ? null : new RoundingFloor(roundoff, this.stepper);
    this.locator = options.events ? new EventLocator(options.events, this.stepper) : null;
    this.endState = new Float64Array(system.size);
  }

  /** Prepares the first step. */
  begin(): void {
    const { stepper, system } = this;
    if (!this.linearise()) return;
    if (this.isAtRest() && system.realign?.(stepper.start, Infinity)) this.adoptRealignment();
    if (this.isAtRest()) {
      this.stopReason = 'stationary';
      return;
    }
    this.counters.derivativeEvaluations++;
    this.h = initialStep(system, stepper.start, stepper.slope, RODAS5P.order, this.measure);
  }

  /** Prepares the step after a saved state. */
  resume(saved: IntegrationState): void {
    if (saved.stepLength === 0) {
      // Nothing moved then; with another horizon nothing moves either.
      this.begin();
      return;
    }
    this.clock.high = saved.time.high;
    this.clock.low = saved.time.low;
    this.h = saved.stepLength;
    this.futileAttempts = saved.futileAttempts;
    this.controller.recall(saved.control);
    this.locator?.recall(saved.eventSigns);
    this.linearise();
    if (this.isFutile && this.isAtRest()) this.stopReason = 'stationary';
    this.counters.recall(saved.statistics);
  }

  get time(): CompensatedTime {
    return this.clock;
  }

  get state(): Float64Array {
    return this.beforeLastStep === null ? this.stepper.start : this.endState;
  }

  get statistics(): IntegrationStatistics {
    return this.counters.values();
  }

  get eventValues(): Float64Array {
    return this.locator?.valuesAtEnd ?? NO_VALUES;
  }

  interpolate(theta: number, out: Float64Array): void {
    this.stepper.interpolate(theta, out);
  }

  cancel(): void {
    this.stopReason ??= 'cancelled';
  }

  save(): IntegrationState {
    return (
      this.beforeLastStep ?? {
        time: { high: this.clock.high, low: this.clock.low },
        state: this.stepper.start.slice(),
        stepLength: this.h,
        futileAttempts: this.futileAttempts,
        control: this.controller.memory(),
        eventSigns: this.locator?.memory() ?? new Int8Array(0),
        statistics: this.statistics,
      }
    );
  }

  advance(maxSteps: number): boolean {
    for (let i = 0; i < maxSteps && this.stopReason === null; i++) {
      if (this.counters.attempts >= this.options.stepBudget) this.stopReason = 'step-budget';
      else this.attemptStep();
    }
    return this.stopReason !== null;
  }

  private attemptStep(): void {
    const { stepper, measure, rounding, counters } = this;
    counters.factorisations++;
    stepper.h = this.h;
    const attempt = stepper.attempt();
    if (attempt !== 'singular') counters.derivativeEvaluations += stepper.evaluationsPerAttempt;
    if (attempt !== 'computed') {
      this.controller.afterFailure();
      this.retry(attempt === 'singular' ? 'step-too-small' : 'not-finite');
      return;
    }
    measure.evaluate(stepper.error, stepper.start, stepper.end, null);
    if (measure.size <= 1) {
      this.accept(false);
      return;
    }
    if (rounding !== null) {
      rounding.measure();
      measure.evaluate(stepper.error, stepper.start, stepper.end, rounding.displacement);
    }
    if (!(measure.size <= 1)) {
      this.controller.afterRejection(measure);
      this.retry(measure.size < Infinity ? 'step-too-small' : 'not-finite');
    } else if (!this.justRealigned && this.system.realign?.(stepper.start, URGENCY * this.h)) {
      counters.rejectedSteps++;
      this.justRealigned = true;
      this.adoptRealignment();
    } else this.accept(true);
  }

  /** Makes the step shorter as the controller says; when that keeps failing, stops with `reason`, or at rest. */
  private retry(reason: 'step-too-small' | 'not-finite'): void {
    this.counters.rejectedSteps++;
    this.futileAttempts++;
    this.h *= this.controller.factor;
    // In late times a step is longer than what rounding of J allows; where nothing moves any more, none is needed.
    if (this.isFutile) this.stopReason = this.isAtRest() ? 'stationary' : reason;
  }

  /** Accepts the step just computed, whose error is that of `measure`. */
  private accept(limitedByRounding: boolean): void {
    const terminal = this.locateEvents();
    const { clock } = this;
    const reachesHorizon = this.h >= this.horizon - clock.high - clock.low;
    if (terminal !== undefined || reachesHorizon) {
      this.end(terminal, limitedByRounding);
      return;
    }
    this.countAccepted(limitedByRounding);
    this.options.onStep?.(this);
    this.stepper.accept();
    clock.advanceBy(this);
    this.controller.afterAcceptance(this.measure);
    this.h *= this.controller.factor;
    const due = this.counters.acceptedSteps % REALIGNMENT_INTERVAL === 0;
    if (due && this.system.realign?.(this.stepper.start, this.h)) this.adoptRealignment();
    else this.linearise();
  }

  /** Ends the integration inside the step just computed, at a terminal event or the horizon. */
  private end(terminal: LocatedEvent | undefined, limitedByRounding: boolean): void {
    this.beforeLastStep = this.stateBeforeStep();
    this.final = true;
    if (terminal === undefined) this.cutAtHorizon();
    this.countAccepted(limitedByRounding);
    this.options.onStep?.(this);
    this.stepper.interpolate(this.thetaEnd, this.endState);
    if (terminal === undefined) this.clock.set(this.horizon);
    else this.clock.advance(this.thetaEnd * this.h);
    this.stopReason = terminal === undefined ? 'horizon' : 'terminal-event';
  }

  private countAccepted(limitedByRounding: boolean): void {
    const { counters } = this;
    counters.acceptedSteps++;
    if (limitedByRounding) counters.roundingLimitedSteps++;
    counters.summedError += this.relativeTolerance * this.measure.size;
    this.justRealigned = false;
    if (this.futileAttempts > 0 && this.stepper.hasMoved()) this.futileAttempts = 0;
  }

  /** What `save` answers before the step just computed is counted and observed. */
  private stateBeforeStep(): IntegrationState {
    const { counters, stepper } = this;
    return {
      ...this.save(),
      eventSigns: this.locator?.memoryBefore() ?? new Int8Array(0),
      statistics: {
        ...counters.values(),
        derivativeEvaluations: counters.derivativeEvaluations - stepper.evaluationsPerAttempt,
        factorisations: counters.factorisations - 1,
      },
    };
  }

  /** Leaves of the step what comes up to the horizon. */
  private cutAtHorizon(): void {
    this.thetaEnd = Math.min(this.thetaAtHorizon(), 1);
    this.events = this.events.filter((event) => event.theta <= this.thetaEnd);
  }

  private thetaAtHorizon(): number {
    return this.clock.until(this.horizon) / this.h;
  }

  /** Fills `events` and `thetaEnd` for the step just computed; returns its first terminal event before the horizon. */
  private locateEvents(): LocatedEvent | undefined {
    const crossings = this.locator?.locate() ?? NO_CROSSINGS;
    this.thetaEnd = 1;
    this.events = NO_EVENTS;
    return crossings.length === 0 ? undefined : this.timeEvents(crossings);
  }

  private timeEvents(crossings: readonly StepCrossing[]): LocatedEvent | undefined {
    const events = crossings.map((crossing) => ({
      ...crossing,
      time: this.clock.after(crossing.theta * this.h),
    }));
    const terminalAt = events.findIndex(
      ({ rule, theta }) => theta <= this.thetaAtHorizon() && this.options.events?.rules[rule]?.terminal,
    );
    const terminal = events[terminalAt];
    this.events = terminal ? events.slice(0, terminalAt + 1) : events;
    this.thetaEnd = terminal?.theta ?? 1;
    return terminal;
  }

  private get isFutile(): boolean {
    return this.futileAttempts >= MAX_FUTILE_ATTEMPTS;
  }

  /** Whether no velocity is above a few times the size of its rounding. */
  private isAtRest(): boolean {
    const { slope, start } = this.stepper;
    const roundoff = new Float64Array(this.system.size);
    this.system.roundoff?.(start, roundoff);
    return slope.every((rate, i) => Math.abs(rate) <= REST * roundoff[i]!);
  }

  /** Goes on from the state as `realign` has rewritten it. */
  private adoptRealignment(): void {
    this.locator?.restart();
    this.linearise();
  }

  /** Evaluates f and J at the new state; ends the integration when they are not finite. */
  private linearise(): boolean {
    this.counters.derivativeEvaluations++;
    const finite = this.stepper.linearise();
    if (!finite) this.stopReason ??= 'not-finite';
    return finite;
  }
}
