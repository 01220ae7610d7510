/** Runs of flows: from the resolved specification to sampled curves, events and plateaus. */
export { alignedJointFlow, alignedPlantedFlow, alignedTwoTimescaleFlow } from './aligned-flow';
export { startFlowRun, type RunningRun, type RunResult } from './flow-run';
export { resolveFlow } from './resolve-flow';
export { resolveRuns } from './resolve-runs';
export type { RunSettings } from './run-settings';
export { startRun } from './start-run';
