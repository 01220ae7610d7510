import type { ExperimentSpec } from '@shared/model/experiment';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import type { ProjectHead } from '@shared/model/project';
import type { RunMeta } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';

/** A valid target given by a coefficient table. */
export const sampleTarget: TargetSpec = {
  id: 'two-steps',
  name: 'Two steps',
  link: {
    kind: 'hermite',
    r: 2,
    terms: [
      { beta: [1, 0], c: 1 },
      { beta: [1, 1], c: 0.5 },
    ],
  },
};

/** A valid experiment on `sampleTarget` with both flows from one Haar start. */
export const sampleExperiment: ExperimentSpec = {
  id: 'both-flows',
  name: 'Both flows',
  targetId: 'two-steps',
  dimension: 64,
  studentWidth: null,
  start: { kind: 'haar', seed: 3 },
  flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
  relativeTolerance: 1e-9,
  horizon: 1e5,
  thresholds: DEFAULT_THRESHOLDS,
};

/** A valid project head. */
export const sampleHead: ProjectHead = {
  format: 'grassflow-project',
  schema: 1,
  id: '0f0e7a4e-5d9b-4c43-9a5e-7a1f0c2b9d11',
  name: 'Ladders',
  question: '',
};

/** A valid record of a finished run. */
export const sampleRunMeta: RunMeta = {
  schema: 1,
  runId: 'c0ffee0123456789',
  engineVersion: '1',
  spec: {
    link: { r: 1, terms: [{ beta: [2], c: 1 }] },
    flow: { kind: 'two-timescale' },
    dimension: 64,
    studentWidth: 1,
    start: { kind: 'explicit', overlap: [[0.125]] },
    generator: 'example/1',
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-20,
    horizon: 1000,
    thresholds: DEFAULT_THRESHOLDS,
    samplesPerDecade: 40,
    firstSampleTime: 0.01,
  },
  stopReason: 'horizon',
  reached: 1000,
  statistics: {
    acceptedSteps: 100,
    rejectedSteps: 1,
    derivativeEvaluations: 800,
    factorisations: 101,
    roundingLimitedSteps: 0,
    summedError: 0,
    overshoot: 0,
  },
  events: [
    { kind: 'plateau-entered', t: 0, loss: 0.5 },
    { kind: 'overlap-crossing', t: 16.5, index: 1, level: Math.SQRT1_2, direction: 'up' },
    { kind: 'settled', t: 30, loss: 1e-12 },
  ],
  plateaus: [{ from: 0, to: 14, loss: 0.5, rank: 0, sampleTime: 0.4, overlap: [0.1], open: false }],
  initialLoss: 0.4999,
  finalLoss: 0,
  finalSingularValues: [1],
  finalOverlap: [1],
  startRank: 1,
  warnings: [],
};
