import type { ExperimentSpec } from '@shared/model/experiment';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { HermiteLink } from '@shared/model/link';
import type { RunSpec } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import type { TargetDescription } from '@shared/numerics/ladder/describe-target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { runEscapeScale } from '@shared/numerics/run/run-escape-scale';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import type { DescribedLink } from '../target/describe-link';

/** An experiment with everything that follows from it without running it. */
export interface ResolvedExperiment {
  /** What is wrong with target or experiment; empty when it can run. */
  readonly problems: readonly InputProblem[];
  /** One resolved run per flow; null while there are problems. */
  readonly specs: readonly RunSpec[] | null;
  /** What is known of the target; null while its link has problems. */
  readonly target: TargetDescription | null;
  /** Predicted escapes of each flow; empty while there are problems. */
  readonly escapes: readonly (readonly PredictedEscape[])[];
  /** The scale S of the plateau rate for the link that each flow learns (escapeScale); empty while there are problems. */
  readonly signals: readonly number[];
}

/**
 * Works out what an experiment on a target means; `described` is the description of the target's link. Never throws for
 * bad input: what is wrong is in `problems`.
 */
export function resolveExperiment(
  experiment: ExperimentSpec,
  target: TargetSpec,
  { description }: DescribedLink,
): ResolvedExperiment {
  try {
    const specs = resolveRuns(experiment, description ? { ...target, link: expanded(description) } : target);
    const escapes = description ? specs.map((spec) => predictRun(spec, description)) : [];
    return { problems: [], specs, target: description, escapes, signals: specs.map(runEscapeScale) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { problems: error.problems, specs: null, target: description, escapes: [], signals: [] };
  }
}

/** The link by its table, so that it is not expanded again. */
function expanded({ table }: TargetDescription): HermiteLink {
  return { kind: 'hermite', r: table.r, terms: table.terms };
}

function predictRun(spec: RunSpec, { table, ladder }: TargetDescription): readonly PredictedEscape[] {
  const start = startOverlap(spec.start, spec.dimension, table.r, spec.studentWidth);
  return predictFlowEscapes(table, ladder, spec.flow, start, spec.studentWidth);
}
