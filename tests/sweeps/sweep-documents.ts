import { DEFAULT_THRESHOLDS, type ExperimentSpec } from '@shared/model/experiment';
import type { ProjectDocuments } from '@shared/model/project';
import type { SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';

export const TARGETS: readonly TargetSpec[] = [
  {
    id: 'two',
    name: 'Two terms',
    link: {
      kind: 'hermite',
      r: 2,
      terms: [
        { beta: [2, 0], c: 1 },
        { beta: [0, 3], c: 0.5 },
      ],
    },
  },
  { id: 'one', name: 'One term', link: { kind: 'hermite', r: 2, terms: [{ beta: [1, 1], c: 1 }] } },
];

export const EXPERIMENT: ExperimentSpec = {
  id: 'experiment',
  name: 'Experiment',
  targetId: 'two',
  dimension: 100,
  studentWidth: null,
  start: { kind: 'haar', seed: 7 },
  flows: [
    { kind: 'planted', metric: 'embedded' },
    { kind: 'joint', metric: 'embedded', epsilon: 0.1, initialLink: { kind: 'fitted' } },
  ],
  relativeTolerance: 1e-8,
  horizon: 1e3,
  thresholds: DEFAULT_THRESHOLDS,
};

export const SWEEP: SweepSpec = {
  id: 'sweep',
  name: 'Sweep',
  experimentId: 'experiment',
  axes: [
    { field: 'experiment.dimension', values: { kind: 'powers-of-two', from: 6, to: 8 } },
    { field: 'experiment.flows.1.epsilon', values: { kind: 'list', values: [0.1, 1] } },
  ],
  targetIds: [],
  seeds: { first: 3, count: 4 },
  keep: 'summary',
};

export const DOCUMENTS: ProjectDocuments = {
  head: { format: 'grassflow-project', schema: 1, id: 'p', name: 'Study', question: '' },
  targets: TARGETS,
  experiments: [EXPERIMENT],
  sweeps: [SWEEP],
  analyses: [],
  marks: { starred: [], tags: [] },
  expectations: [],
  figures: [],
};
