import { type ExperimentSpec } from '@shared/model/experiment';
import { parseExperiment } from '@shared/model/experiment-schema';
import { InvalidInputError } from '@shared/model/input-problem';
import type { SweepSpec } from '@shared/model/sweep';
import { parseSweep } from '@shared/model/sweep-schema';
import type { TargetSpec } from '@shared/model/target';
import { parseTarget } from '@shared/model/target-schema';
import { resolveRuns } from '@shared/numerics/run';
import { layOutSweep } from '@shared/numerics/sweep/lay-out-sweep';
import { applySetting, type Setting } from './set-option';

/** One experiment with its target, and a sweep over it: what `grassflow run` reads from a file. */
export interface Study {
  readonly target: TargetSpec;
  readonly experiment: ExperimentSpec;
  /** Null where only the experiment itself is run. */
  readonly sweep: SweepSpec | null;
}

/** The documents of a study before they are read. */
export interface RawStudy {
  readonly target: unknown;
  readonly experiment: unknown;
  readonly sweep?: unknown;
}

/** Reads `{ "target": …, "experiment": …, "sweep": … }`, the sweep optional, the settings applied. Throws InvalidInputError. */
export function parseStudy(value: unknown, settings: readonly Setting[]): Study {
  if (typeof value !== 'object' || value === null || !('target' in value) || !('experiment' in value)) {
    throw problem(
      'experiment file',
      'it does not hold a "target" and an "experiment"',
      'Write { "target": …, "experiment": … }, each as in the folders of a project',
    );
  }
  const raw = changeStudy(value, settings);
  const study = {
    target: parseTarget(raw.target),
    experiment: parseExperiment(raw.experiment),
    sweep: raw.sweep === undefined ? null : parseSweep(raw.sweep),
  };
  const { target, experiment, sweep } = study;
  if (experiment.targetId !== target.id) {
    throw problem(
      'experiment.targetId',
      `it is "${experiment.targetId}", but the target in the file is "${target.id}"`,
      'Make the two equal',
    );
  }
  if (sweep !== null && sweep.experimentId !== experiment.id) {
    throw problem(
      'sweep.experimentId',
      `it is "${sweep.experimentId}", but the experiment in the file is "${experiment.id}"`,
      'Make the two equal',
    );
  }
  return study;
}

/** Refuses what cannot be run. `targets` are those a sweep may name. Throws InvalidInputError. */
export function assertRunnable({ target, experiment, sweep }: Study, targets: readonly TargetSpec[]): void {
  if (sweep === null) resolveRuns(experiment, target);
  else layOutSweep(sweep, experiment, targets);
}

/**
 * Settings of `target.…` change the target, those of `sweep.…` the sweep, all others the experiment, with or without
 * `experiment.` in front.
 */
function changeStudy(study: RawStudy, settings: readonly Setting[]): RawStudy {
  return settings.reduce((changed, setting) => {
    const [first = '', ...rest] = setting.path;
    if (first === 'target' || first === 'sweep') {
      if (changed[first] === undefined)
        throw problem(`--set ${first}`, 'there is no sweep', 'Name one with --sweep');
      return { ...changed, [first]: applySetting(changed[first], { ...setting, path: rest }) };
    }
    const path = first === 'experiment' ? rest : setting.path;
    return { ...changed, experiment: applySetting(changed.experiment, { ...setting, path }) };
  }, study);
}

function problem(field: string, cause: string, remedy: string): InvalidInputError {
  return new InvalidInputError([{ field, cause, remedy }]);
}
