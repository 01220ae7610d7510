import type { RunSpec } from '../../model/run';
import type { FlowSystem } from '../flow/flow-system';
import { hermiteTable } from '../link/hermite-table';
import { startOverlap } from '../start/start-overlap';
import { alignedPlantedFlow, alignedTwoTimescaleFlow } from './aligned-flow';
import { startFlowRun, type RunningRun } from './flow-run';

/**
 * Starts the run of a resolved specification. Equal specifications give equal bytes (with one engine version).
 * Throws InvalidInputError when link and start do not fit.
 */
export function startRun(spec: RunSpec): RunningRun {
  return startFlowRun(flowOf(spec), spec);
}

/** The flow a specification asks for, at its start. */
function flowOf(spec: RunSpec): FlowSystem {
  const link = hermiteTable(spec.link.r, spec.link.terms);
  const M0 = startOverlap(spec.start, spec.dimension, link.r, spec.studentWidth);
  switch (spec.flow.kind) {
    case 'two-timescale':
      return alignedTwoTimescaleFlow(link, M0, spec.studentWidth);
    case 'planted':
      return alignedPlantedFlow(link, spec.flow.metric, M0);
  }
}
