import type { ExperimentSpec } from '../../model/experiment';
import { InvalidInputError } from '../../model/input-problem';
import type { RunSpec } from '../../model/run';
import type { TargetSpec } from '../../model/target';
import { expandLink } from '../link/expand-link';
import { GENERATOR } from '../start/generator';
import { experimentProblems } from './experiment-problems';
import { resolveFlow } from './resolve-flow';

/** Far below the smallest overlap of any start with d ≤ 1e12 (numerics.md §0.3). */
const ABSOLUTE_TOLERANCE = 1e-20;
const SAMPLES_PER_DECADE = 40;
const FIRST_SAMPLE_TIME = 1e-2;

/**
 * The fully resolved runs of an experiment, one per flow and in the order of `flows`: link expanded to canonical Hermite
 * terms, width and defaults filled in. Throws InvalidInputError with every problem found in the link or the experiment;
 * fields are those of ExperimentSpec, or under `link` for the target.
 */
export function resolveRuns(experiment: ExperimentSpec, target: TargetSpec): readonly RunSpec[] {
  const link = expandLink(target.link);
  const problems = experimentProblems(experiment, link);
  if (problems.length > 0) throw new InvalidInputError(problems);
  return experiment.flows.map((flow) => ({
    link: { r: link.r, terms: link.terms },
    flow: resolveFlow(flow, link),
    dimension: experiment.dimension,
    studentWidth: experiment.studentWidth ?? link.r,
    start: experiment.start,
    generator: GENERATOR,
    relativeTolerance: experiment.relativeTolerance,
    absoluteTolerance: ABSOLUTE_TOLERANCE,
    horizon: experiment.horizon,
    thresholds: experiment.thresholds,
    samplesPerDecade: SAMPLES_PER_DECADE,
    firstSampleTime: FIRST_SAMPLE_TIME,
  }));
}
