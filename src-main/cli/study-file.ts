import { type ExperimentSpec } from '@shared/model/experiment';
import { parseExperiment } from '@shared/model/experiment-schema';
import { InvalidInputError } from '@shared/model/input-problem';
import type { TargetSpec } from '@shared/model/target';
import { parseTarget } from '@shared/model/target-schema';
import { applySetting, type Setting } from './set-option';

/** One experiment with its target: what `grassflow run` reads from a file. */
export interface Study {
  readonly target: TargetSpec;
  readonly experiment: ExperimentSpec;
}

/** Reads `{ "target": …, "experiment": … }`, the settings applied. Throws InvalidInputError. */
export function parseStudy(value: unknown, settings: readonly Setting[]): Study {
  if (typeof value !== 'object' || value === null || !('target' in value) || !('experiment' in value)) {
    throw new InvalidInputError([
      {
        field: 'experiment file',
        cause: 'it does not hold a "target" and an "experiment"',
        remedy: 'Write { "target": …, "experiment": … }, each as in the folders of a project',
      },
    ]);
  }
  const { target, experiment } = changeStudy(
    { target: value.target, experiment: value.experiment },
    settings,
  );
  const study = { target: parseTarget(target), experiment: parseExperiment(experiment) };
  if (study.experiment.targetId !== study.target.id) {
    throw new InvalidInputError([
      {
        field: 'experiment.targetId',
        cause: `it is "${study.experiment.targetId}", but the target in the file is "${study.target.id}"`,
        remedy: 'Make the two equal',
      },
    ]);
  }
  return study;
}

/** Settings of `target.…` change the target, all others the experiment, with or without `experiment.` in front. */
function changeStudy(
  study: { readonly target: unknown; readonly experiment: unknown },
  settings: readonly Setting[],
): { readonly target: unknown; readonly experiment: unknown } {
  return settings.reduce((changed, setting) => {
    const [first, ...rest] = setting.path;
    if (first === 'target')
      return { ...changed, target: applySetting(changed.target, { ...setting, path: rest }) };
    const path = first === 'experiment' ? rest : setting.path;
    return { ...changed, experiment: applySetting(changed.experiment, { ...setting, path }) };
  }, study);
}
