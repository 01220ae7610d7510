import type { CompensatedTime } from './clock';
import type { LocatedEvent } from './events';

/** An accepted step with its dense output. Valid only inside the observer's call: the integration reuses it. */
export interface AcceptedStep {
  /** Time at θ = 0. */
  readonly time: CompensatedTime;
  /** Length of the step: θ in [0, 1] is the time `time` + θh. */
  readonly h: number;
  /** 1, or θ of the horizon or of the terminal event that ends the integration. */
  readonly thetaEnd: number;
  /** Whether the integration ends with this step. A later horizon would take it up again from its beginning. */
  readonly final: boolean;
  /** Crossings of the event functions up to `thetaEnd`, in order. */
  readonly events: readonly LocatedEvent[];
  /** Values of the event functions at θ = 1, one per rule; empty without event functions. */
  readonly eventValues: Float64Array;
  /** Writes the state at θ into `out` (n): 4th order in h inside the step, exact at its ends. */
  interpolate(theta: number, out: Float64Array): void;
}
