import type { ExperimentSpec } from '@shared/model/experiment';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { RunSpec } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import type { TargetDescription } from '@shared/numerics/ladder/describe-target';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { runEscapeScale } from '@shared/numerics/run/run-escape-scale';
import type { DescribedLink } from '../links/describe-link';

/** An experiment with everything that follows from it without running it. */
export interface ResolvedExperiment {
  /** What is wrong with target or experiment; empty when it can run. */
  readonly problems: readonly InputProblem[];
  /** One resolved run per flow; null while there are problems. */
  readonly specs: readonly RunSpec[] | null;
  /** What is known of the target; null while its link has problems. */
  readonly target: TargetDescription | null;
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
  { description, problems }: Pick<DescribedLink, 'description' | 'problems'>,
): ResolvedExperiment {
  if (description === null) return { problems, specs: null, target: null, signals: [] };
  const { r, terms } = description.table;
  try {
    // By its table, so that the link is not expanded again.
    const specs = resolveRuns(experiment, { ...target, link: { kind: 'hermite', r, terms } });
    return { problems: [], specs, target: description, signals: specs.map(runEscapeScale) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { problems: error.problems, specs: null, target: description, signals: [] };
  }
}
