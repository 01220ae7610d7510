import {
  DEFAULT_RELATIVE_TOLERANCE,
  DEFAULT_THRESHOLDS,
  type ExperimentSpec,
} from '@shared/model/experiment';
import type { LinkSpec } from '@shared/model/link';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { freeId, type DocumentChange } from '../stores/documents';
import { suggestHorizon } from '@shared/numerics/ladder/suggest-horizon';
import type { DescribedLink } from './describe-link';
import { resolveExperiment } from '../stores/resolved-experiment';

/** What a project has selected. */
interface Selection {
  readonly target: TargetSpec | null;
  readonly experiment: ExperimentSpec | null;
}

/**
 * The changes that make `link` the target of the selected experiment. A `choice` of another target gives it its name
 * and brings a start and a horizon that fit; without one only the link changes. `described` is the link's description,
 * null where it is not known yet. Target and experiment are created where the project has none.
 */
export function chooseLink(
  documents: ProjectDocuments,
  selection: Selection,
  link: LinkSpec,
  described: DescribedLink | null,
  choice: { readonly name: string } | null,
): readonly DocumentChange[] {
  const target: TargetSpec = selection.target
    ? { ...selection.target, link, name: choice?.name ?? selection.target.name }
    : { id: freeId('target', documents.targets), name: choice?.name ?? 'Target', link };
  const targetChange: DocumentChange = { kind: 'target', id: target.id, document: target };
  if (selection.experiment && !choice) return [targetChange];

  const experiment = fitted(selection.experiment ?? newExperiment(documents, target), target, described);
  return [targetChange, { kind: 'experiment', id: experiment.id, document: experiment }];
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

/** The experiment made to fit a target: M(0) of another size gives way to a Haar start, the horizon to a suggestion. */
function fitted(
  experiment: ExperimentSpec,
  target: TargetSpec,
  described: DescribedLink | null,
): ExperimentSpec {
  if (!described) return experiment;
  const r = described.description?.table.r ?? null;
  const { start } = experiment;
  const outgrown = start.kind === 'explicit' && r !== null && start.overlap.length !== r;
  const started: ExperimentSpec = outgrown ? { ...experiment, start: { kind: 'haar', seed: 1 } } : experiment;
  const { specs, escapes } = resolveExperiment(started, target, described);
  return specs ? { ...started, horizon: suggestHorizon(escapes.flat()) } : started;
}
