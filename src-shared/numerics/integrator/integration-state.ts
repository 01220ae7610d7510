import type { CompensatedTime } from './clock';
import type { ControlMemory } from './step-control';

/** Counters of an integration. */
export interface IntegrationStatistics {
  readonly acceptedSteps: number;
  readonly rejectedSteps: number;
  readonly derivativeEvaluations: number;
  readonly factorisations: number;
  /** Accepted steps whose estimated error was above the tolerance, but no larger than rounding explains. */
  readonly roundingLimitedSteps: number;
  /** Sum of the estimated relative errors of the accepted steps: an accumulated error that never cancels or fades. */
  readonly summedError: number;
}

/**
 * Everything from which an integration goes on bit for bit, as plain data: where it stands, or, when it has ended at its
 * horizon or a terminal event, the beginning of its last step, which a longer one takes as a whole.
 */
export interface IntegrationState {
  readonly time: CompensatedTime;
  /** State (n) at `time`. */
  readonly state: Float64Array;
  /** Length of the step to attempt next; 0 when nothing moves. */
  readonly stepLength: number;
  readonly futileAttempts: number;
  readonly control: ControlMemory;
  /** Last non-zero sign of every event function. */
  readonly eventSigns: Int8Array;
  readonly statistics: IntegrationStatistics;
}

/** Statistics that an integration keeps as it goes. */
export class StepCounters implements IntegrationStatistics {
  acceptedSteps = 0;
  rejectedSteps = 0;
  derivativeEvaluations = 0;
  factorisations = 0;
  roundingLimitedSteps = 0;
  summedError = 0;

  get attempts(): number {
    return this.acceptedSteps + this.rejectedSteps;
  }

  values(): IntegrationStatistics {
    const { acceptedSteps, rejectedSteps, derivativeEvaluations, factorisations } = this;
    const { roundingLimitedSteps, summedError } = this;
    return {
      acceptedSteps,
      rejectedSteps,
      derivativeEvaluations,
      factorisations,
      roundingLimitedSteps,
      summedError,
    };
  }

  recall(values: IntegrationStatistics): void {
    this.acceptedSteps = values.acceptedSteps;
    this.rejectedSteps = values.rejectedSteps;
    this.derivativeEvaluations = values.derivativeEvaluations;
    this.factorisations = values.factorisations;
    this.roundingLimitedSteps = values.roundingLimitedSteps;
    this.summedError = values.summedError;
  }
}
