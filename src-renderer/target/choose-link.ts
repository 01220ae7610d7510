import {
  DEFAULT_RELATIVE_TOLERANCE,
  DEFAULT_THRESHOLDS,
  type ExperimentSpec,
} from '@shared/model/experiment';
import type { LinkSpec } from '@shared/model/link';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { suggestHorizon } from '@shared/numerics/ladder/suggest-horizon';
import type { DescribedLink } from '../links/describe-link';
import { freeId } from '../stores/documents';
import type { PredictElsewhere } from '../stores/predictions';
import { resolveExperiment } from '../stores/resolved-experiment';

/** A target and an experiment on it. */
export interface TargetInUse {
  readonly target: TargetSpec;
  readonly experiment: ExperimentSpec;
}

/** The target and experiment that `link` is chosen for: the selected ones, or new ones where the project has none. */
export function withChosenLink(
  documents: ProjectDocuments,
  selected: { readonly target: TargetSpec | null; readonly experiment: ExperimentSpec | null },
  link: LinkSpec,
  name: string,
): TargetInUse {
  const target: TargetSpec = selected.target
    ? { ...selected.target, link, name }
    : { id: freeId('target', documents.targets), name, link };
  return { target, experiment: selected.experiment ?? newExperiment(documents, target) };
}

function newExperiment(documents: ProjectDocuments, target: TargetSpec): ExperimentSpec {
  return {
    id: freeId('experiment', documents.experiments),
    name: 'Both flows from one start',
    targetId: target.id,
    dimension: 1000,
    studentWidth: null,
    start: { kind: 'haar', seed: 1 },
    flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
    relativeTolerance: DEFAULT_RELATIVE_TOLERANCE,
    horizon: 1e4,
    thresholds: DEFAULT_THRESHOLDS,
  };
}

/**
 * Start and horizon of the experiment that fit its target: M(0) of another size gives way to a Haar start, the horizon to
 * one that shows all predicted escapes. Rejects when `signal` aborts.
 */
export async function fitToTarget(
  { target, experiment }: TargetInUse,
  described: DescribedLink,
  predict: PredictElsewhere,
  signal: AbortSignal,
): Promise<Pick<ExperimentSpec, 'start' | 'horizon'>> {
  const r = described.description?.table.r ?? null;
  const outgrown =
    experiment.start.kind === 'explicit' && r !== null && experiment.start.overlap.length !== r;
  const start = outgrown ? ({ kind: 'haar', seed: 1 } as const) : experiment.start;
  const { specs, target: description } = resolveExperiment({ ...experiment, start }, target, described);
  if (!specs || !description) return { start, horizon: experiment.horizon };
  const escapes = await predict(specs, description, signal);
  return { start, horizon: suggestHorizon(escapes.flat()) };
}
