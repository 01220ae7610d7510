import {
  DEFAULT_RELATIVE_TOLERANCE,
  DEFAULT_THRESHOLDS,
  type ExperimentSpec,
  type FlowSpec,
} from '@shared/model/experiment';
import { NO_MARKS } from '@shared/model/analysis-schema';
import { sideBySideFigure } from '@shared/figure/new-figure';
import { PROJECT_SCHEMA, type ProjectDocuments } from '@shared/model/project';

const BOTH_FLOWS: readonly FlowSpec[] = [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }];

/** What the two experiments of the Tour share: both flows from one Haar start at d = 1000, long enough to settle. */
const COMMON: Omit<ExperimentSpec, 'id' | 'name' | 'targetId' | 'start'> = {
  dimension: 1000,
  studentWidth: null,
  flows: BOTH_FLOWS,
  relativeTolerance: DEFAULT_RELATIVE_TOLERANCE,
  horizon: 1e7,
  thresholds: DEFAULT_THRESHOLDS,
};

const EXPERIMENTS: readonly ExperimentSpec[] = [
  {
    ...COMMON,
    id: 'climbing-the-ladder',
    name: 'Climbing the ladder',
    targetId: 'additive-ladder',
    start: { kind: 'haar', seed: 3 },
  },
  {
    ...COMMON,
    id: 'trapped',
    name: 'Trapped by a wrong sign',
    targetId: 'separable-h3',
    start: { kind: 'haar', seed: 4 },
  },
];

/** The study a newcomer sees first: one ladder that both flows climb, one start that traps the planted flow only. */
export const TOUR: ProjectDocuments = {
  head: {
    format: 'grassflow-project',
    schema: PROJECT_SCHEMA,
    id: 'tour',
    name: 'Tour',
    question:
      'What does it cost, and what does it buy, to learn the link together with its directions? Both flows start from ' +
      'the same random subspace in d = 1000 dimensions. On the additive ladder (h₁ + h₂ + h₃)/√3 the two-timescale ' +
      'flow waits longer at every saddle (times of order log d, d and d²) while the planted flow, which knows the ' +
      'link, is quick. On Σ h₃(zᵢ)/√2 the planted flow gets stuck on a direction that started with the wrong sign, ' +
      'and the two-timescale flow arrives. The seeds were chosen so that the phenomenon is visible: with seed 3 the ' +
      'planted flow happens to climb the whole ladder (about every second start does not), with seed 4 it is trapped ' +
      '(about two starts in three are). Change the seed and see.',
  },
  targets: [
    {
      id: 'additive-ladder',
      name: 'Additive ladder',
      link: { kind: 'preset', preset: 'additive-ladder', parameters: { r: 3 } },
    },
    {
      id: 'separable-h3',
      name: 'Separable h₃',
      link: { kind: 'preset', preset: 'separable', parameters: { r: 2, s: 3 } },
    },
  ],
  experiments: EXPERIMENTS,
  sweeps: [],
  analyses: [],
  marks: NO_MARKS,
  figures: EXPERIMENTS.map((experiment, i) => ({
    ...sideBySideFigure(experiment, `figure-${i + 1}`, 'neurips'),
    name: `Figure ${i + 1}`,
  })),
};
