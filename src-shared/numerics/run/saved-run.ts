import type { FlowEvent, RunSamples } from '../../model/run';
import type { IntegrationState } from '../integrator/integration-state';
import type { Alignment } from './matrix-axes';
import type { RestCourse } from './settling';
import type { SamplerMemory } from './trajectory-sampler';

/** A run at a border between two steps, as plain data: numbers, strings and typed arrays. */
export interface SavedRun {
  readonly integration: IntegrationState;
  /** Axes of the flow's state; null for a flow that has no choice of axes. */
  readonly alignment: Alignment | null;
  readonly samples: RunSamples;
  readonly sampler: SamplerMemory;
  readonly events: readonly FlowEvent[];
  readonly rest: RestCourse;
}
