import type { InitialLink } from '../../model/experiment';
import type { RunSpec } from '../../model/run';
import { flowLinks } from '../flow/flow-links';
import type { FlowSystem } from '../flow/flow-system';
import type { JointStart } from '../flow/joint-flow';
import { canonicalTerms, hermiteTable, totalDegree, type HermiteTable } from '../link/hermite-table';
import { startOverlap } from '../start/start-overlap';
import { alignedJointFlow, alignedPlantedFlow, alignedTwoTimescaleFlow } from './aligned-flow';
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
  const { flow, studentWidth: q } = spec;
  const link = hermiteTable(spec.link.r, spec.link.terms);
  const M0 = startOverlap(spec.start, spec.dimension, link.r, q);
  const { teacher, student } = flowLinks(flow, link, q);
  switch (flow.kind) {
    case 'two-timescale':
      return alignedTwoTimescaleFlow(teacher, M0, q);
    case 'planted':
      return alignedPlantedFlow(teacher, student ?? teacher, flow.metric, M0);
    case 'joint':
      return alignedJointFlow(teacher, flow.metric, flow.epsilon, {
        overlap: M0,
        q,
        link: initialLink(flow.initialLink, link, q),
      });
  }
}

/** The student link on R^q that the joint flow starts from; f* itself needs q = r. */
function initialLink(initial: InitialLink, link: HermiteTable, q: number): JointStart['link'] {
  switch (initial.kind) {
    case 'fitted':
      return 'fitted';
    case 'teacher':
      return link;
    case 'zero':
      return { r: q, degree: 0, terms: [] };
    case 'terms': {
      const terms = canonicalTerms(initial.terms);
      return { r: q, degree: Math.max(0, ...terms.map(totalDegree)), terms };
    }
  }
}
