import type { ProjectState } from '@shared/contract/project-state';
import { DEFAULT_THRESHOLDS, type ExperimentSpec } from '@shared/model/experiment';
import type { TargetSpec } from '@shared/model/target';

/** A small target and an experiment on it: one direction, h_2. */
export const TARGET: TargetSpec = {
  id: 'target',
  name: 'Single',
  link: { kind: 'hermite', r: 1, terms: [{ beta: [2], c: 1 }] },
};

export const EXPERIMENT: ExperimentSpec = {
  id: 'experiment',
  name: 'Both flows',
  targetId: 'target',
  dimension: 100,
  studentWidth: null,
  start: { kind: 'haar', seed: 1 },
  flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
  relativeTolerance: 1e-9,
  horizon: 1e4,
  thresholds: DEFAULT_THRESHOLDS,
};

/** An open project that holds them and has no runs. */
export function projectState(changed: Partial<ProjectState> = {}): ProjectState {
  return {
    path: '/projects/study.grassflow',
    readOnly: null,
    documents: {
      head: { format: 'grassflow-project', schema: 1, id: 'p', name: 'Study', question: '' },
      targets: [TARGET],
      experiments: [EXPERIMENT],
      sweeps: [],
      analyses: [],
      marks: { starred: [], tags: [] },
      expectations: [],
      figures: [],
    },
    runCount: 0,
    savedAt: null,
    versionControl: null,
    warnings: [],
    ...changed,
  };
}
