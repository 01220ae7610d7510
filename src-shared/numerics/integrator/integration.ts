import type { StopReason } from '../../model/run';
import type { AcceptedStep } from './accepted-step';
import type { CompensatedTime } from './clock';
import type { EventFunctions } from './events';
import type { IntegrationState, IntegrationStatistics } from './integration-state';
import type { OdeSystem } from './ode-system';
import { RosenbrockIntegration } from './rosenbrock-integration';

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
  /** From where to go on, with `resumeIntegration`. */
  save(): IntegrationState;
}

/**
 * Integrates y' = f(y), y(0) = y0 (n) by Rodas5P from t = 0 to the horizon (numerics.md §3.3). The caller slices the work
 * with `advance`, so that a process can answer messages in between; slicing does not change a bit of the result. Neither
 * does the horizon change any step: the last one goes beyond it and is read at the horizon.
 */
export function createIntegration(
  system: OdeSystem,
  y0: Float64Array,
  options: IntegrationOptions,
): Integration {
  const integration = new RosenbrockIntegration(system, y0, options);
  integration.begin();
  return integration;
}

/**
 * Goes on from a saved state: with the same system, tolerances and event functions the result is that of one integration
 * to the new horizon, bit for bit.
 */
export function resumeIntegration(
  system: OdeSystem,
  saved: IntegrationState,
  options: IntegrationOptions,
): Integration {
  const integration = new RosenbrockIntegration(system, saved.state, options);
  integration.resume(saved);
  return integration;
}
