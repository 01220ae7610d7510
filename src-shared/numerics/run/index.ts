/** Runs of flows: from the resolved specification to sampled curves, events and plateaus. */
export { alignedJointFlow, alignedPlantedFlow, alignedTwoTimescaleFlow } from './aligned-flow';
export { resumeFlowRun, startFlowRun, type RunningRun, type RunResult } from './flow-run';
export { linkDistance } from './link-distance';
export { resolveFlow } from './resolve-flow';
export { resolveRuns } from './resolve-runs';
export type { RunSettings } from './run-settings';
export type { SavedRun } from './saved-run';
export { resumeRun, startRun } from './start-run';
