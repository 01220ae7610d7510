import type { EventThresholds, ExperimentSpec, StartSpec } from '../../model/experiment';
import type { InputProblem } from '../../model/input-problem';
import type { HermiteTable } from '../link/hermite-table';
import { explicitOverlapProblems } from '../start/explicit-overlap';
import { flowProblems } from './flow-problems';

/** Largest ambient dimension: the law of a Haar start is tested up to here. */
export const MAX_DIMENSION = 1e12;

/** Largest student width q: the Jacobian has (r q)² entries. */
export const MAX_STUDENT_WIDTH = 16;

/** Relative tolerances between rounding and a preview (numerics.md §3.2). */
const TOLERANCE_RANGE = { smallest: 1e-13, largest: 1e-3 } as const;

/** Everything wrong with an experiment on a link; empty when it can run. */
export function experimentProblems(experiment: ExperimentSpec, link: HermiteTable): readonly InputProblem[] {
  const width = experiment.studentWidth ?? link.r;
  const widthFault = widthProblems(width);
  return [
    ...widthFault,
    // Dimension, start and flows are judged against the width: a wrong width would only repeat itself there.
    ...(widthFault.length === 0
      ? [
          ...dimensionProblems(experiment.dimension, experiment.start, link.r, width),
          ...startProblems(experiment.start, link.r, width),
          ...flowProblems(experiment.flows, link, width),
        ]
      : []),
    ...numberProblems(experiment),
    ...thresholdProblems(experiment.thresholds),
  ];
}

function widthProblems(width: number): readonly InputProblem[] {
  if (Number.isInteger(width) && width >= 1 && width <= MAX_STUDENT_WIDTH) return [];
  return [
    {
      field: 'studentWidth',
      cause: `the student width q is ${width}`,
      remedy: `Use a whole number from 1 to ${MAX_STUDENT_WIDTH}`,
    },
  ];
}

function dimensionProblems(d: number, start: StartSpec, r: number, q: number): readonly InputProblem[] {
  const field = 'dimension';
  if (!Number.isInteger(d) || d < 1 || d > MAX_DIMENSION) {
    return [{ field, cause: `the dimension d is ${d}`, remedy: 'Use a whole number from 1 to 10^12' }];
  }
  if (start.kind === 'haar' && d < r + q) {
    const forced = Math.min(r + q - d, r, q);
    const cause =
      d < Math.max(r, q)
        ? `${Math.max(r, q)} orthonormal directions do not fit into d = ${d}`
        : `in d = ${d} a Haar start on r = ${r}, q = ${q} has ${forced} overlap(s) equal to 1 already`;
    return [{ field, cause, remedy: `Use d ≥ r + q = ${r + q}, or give M(0) explicitly` }];
  }
  if (d < Math.max(r, q)) {
    const cause = `${Math.max(r, q)} orthonormal directions do not fit into d = ${d}`;
    return [{ field, cause, remedy: `Use d ≥ ${Math.max(r, q)}` }];
  }
  return [];
}

function startProblems(start: StartSpec, r: number, q: number): readonly InputProblem[] {
  if (start.kind === 'haar') {
    if (Number.isSafeInteger(start.seed) && start.seed >= 0) return [];
    return [
      {
        field: 'start.seed',
        cause: `the seed is ${start.seed}`,
        remedy: 'Use a whole number from 0 to 2^53 − 1',
      },
    ];
  }
  return explicitOverlapProblems(start.overlap, r, q);
}

function numberProblems(experiment: ExperimentSpec): readonly InputProblem[] {
  const problems: InputProblem[] = [];
  const { horizon, relativeTolerance } = experiment;
  if (!Number.isFinite(horizon) || horizon <= 0) {
    problems.push({
      field: 'horizon',
      cause: `the last time of the flow is ${horizon}`,
      remedy: 'Use a number above 0, for example 1e5',
    });
  }
  const { smallest, largest } = TOLERANCE_RANGE;
  if (!(relativeTolerance >= smallest && relativeTolerance <= largest)) {
    problems.push({
      field: 'relativeTolerance',
      cause: `the relative tolerance is ${relativeTolerance}`,
      remedy: `Use a number from ${smallest} to ${largest}; 1e-9 is the default`,
    });
  }
  return problems;
}

function thresholdProblems(thresholds: EventThresholds): readonly InputProblem[] {
  const problems: InputProblem[] = [];
  for (const [position, level] of thresholds.overlapLevels.entries()) {
    if (!(level > 0 && level < 1)) {
      problems.push({
        field: `thresholds.overlapLevels[${position}]`,
        cause: `the level ${level} is not an overlap on the way`,
        remedy: 'Use a number between 0 and 1, both excluded',
      });
    }
  }
  if (!(thresholds.plateauRate > 0 && Number.isFinite(thresholds.plateauRate))) {
    problems.push({
      field: 'thresholds.plateauRate',
      cause: `the plateau rate is ${thresholds.plateauRate}`,
      remedy: 'Use a number above 0; 0.2 is the default',
    });
  }
  if (!(thresholds.settledFraction >= 0 && thresholds.settledFraction < 1)) {
    problems.push({
      field: 'thresholds.settledFraction',
      cause: `the settled fraction is ${thresholds.settledFraction}`,
      remedy: 'Use a number from 0 up to, but not including, 1',
    });
  }
  return problems;
}
