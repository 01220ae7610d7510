import type { InitialLink } from '../../model/experiment';
import type { RunSpec } from '../../model/run';
import { flowLinks } from '../flow/flow-links';
import type { FlowSystem } from '../flow/flow-system';
import type { JointStart } from '../flow/joint-flow';
import { canonicalTerms, hermiteTable, totalDegree, type HermiteTable } from '../link/hermite-table';
import { startOverlap } from '../start/start-overlap';
import { alignedJointFlow, alignedPlantedFlow, alignedTwoTimescaleFlow } from './aligned-flow';
import { resumeFlowRun, startFlowRun, type RunningRun } from './flow-run';
import type { Alignment } from './matrix-axes';
import { runEscapeScale } from './run-escape-scale';
import type { RunSettings } from './run-settings';
import type { SavedRun } from './saved-run';

/**
 * Starts the run of a resolved specification. Equal specifications give equal bytes (with one engine version).
 * Throws InvalidInputError when link and start do not fit.
 */
export function startRun(spec: RunSpec): RunningRun {
  return startFlowRun(flowOf(spec, null), settingsOf(spec));
}

/**
 * Takes up a saved run of a specification that differs from its own at most by a later horizon. The result is that of
 * `startRun`, bit for bit.
 */
export function resumeRun(spec: RunSpec, saved: SavedRun): RunningRun {
  return resumeFlowRun(flowOf(spec, saved.alignment), settingsOf(spec), saved);
}

/** How the run of a specification is integrated and observed. */
function settingsOf(spec: RunSpec): RunSettings {
  return { ...spec, escapeScale: runEscapeScale(spec) };
}

/** The flow a specification asks for, at its start, in axes of its choice or those saved. */
function flowOf(spec: RunSpec, alignment: Alignment | null): FlowSystem {
  const { flow, studentWidth: q } = spec;
  const link = hermiteTable(spec.link.r, spec.link.terms);
  const M0 = startOverlap(spec.start, spec.dimension, link.r, q);
  const { teacher, student } = flowLinks(flow, link, q);
  switch (flow.kind) {
    case 'two-timescale':
      return alignedTwoTimescaleFlow(teacher, M0, q, alignment);
    case 'planted':
      return alignedPlantedFlow(teacher, student ?? teacher, flow.metric, M0, alignment);
    case 'joint':
      return alignedJointFlow(
        teacher,
        flow.metric,
        flow.epsilon,
        { overlap: M0, q, link: initialLink(flow.initialLink, link, q) },
        alignment,
      );
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
