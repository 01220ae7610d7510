import { recordOfRun } from '@main/workbench/runs/run-file';
import type { RunOutcome, RunRecord, RunSamples, RunSpec } from '@shared/model/run';

/** A spec with r = 2, q = 3. */
export const EXAMPLE_SPEC: RunSpec = {
  link: {
    r: 2,
    terms: [
      { beta: [1, 0], c: 0.5 },
      { beta: [0, 2], c: 0.25 },
    ],
  },
  flow: { kind: 'planted', metric: 'embedded' },
  dimension: 100,
  studentWidth: 3,
  start: { kind: 'haar', seed: 7 },
  generator: 'test-1',
  relativeTolerance: 1e-9,
  absoluteTolerance: 1e-20,
  horizon: 1e6,
  // Written out: the pinned identity of this run must not depend on what is the default.
  thresholds: { overlapLevels: [Math.SQRT1_2], plateauRate: 0.01, settledFraction: 1e-10 },
  samplesPerDecade: 40,
  firstSampleTime: 0.01,
};

const OVERLAP = [1, 0, 0, 0, 0.001, 0];

/** An outcome that makes a finished run. */
export const EXAMPLE_OUTCOME: RunOutcome = {
  stopReason: 'horizon',
  reached: 1e6,
  statistics: {
    acceptedSteps: 10,
    rejectedSteps: 1,
    derivativeEvaluations: 80,
    factorisations: 11,
    roundingLimitedSteps: 0,
    summedError: 0,
    overshoot: 0,
  },
  events: [{ kind: 'overlap-crossing', t: 3.25, index: 1, level: Math.SQRT1_2, direction: 'up' }],
  plateaus: [{ from: 5, to: 1e6, loss: 0.1, rank: 1, sampleTime: 2e3, overlap: OVERLAP, open: true }],
  initialLoss: 0.5,
  finalLoss: 0.1,
  finalSingularValues: [1, 0.001],
  finalOverlap: OVERLAP,
  startRank: 2,
  warnings: [],
};

/** Samples of the example's shape whose every number is `value`. */
export function exampleSamples(n = 2, value = 0.5): RunSamples {
  return {
    t: new Float64Array(n).fill(value),
    loss: new Float64Array(n).fill(value),
    gradientNorm: new Float64Array(n).fill(value),
    singularValues: new Float64Array(n * 2).fill(value),
    overlap: new Float64Array(n * 6).fill(value),
  };
}

/** A finished run; runs of different seeds have different ids. */
export function exampleRun(seed = 7, value = 0.5): RunRecord {
  return recordOfRun(
    { ...EXAMPLE_SPEC, start: { kind: 'haar', seed } },
    EXAMPLE_OUTCOME,
    exampleSamples(2, value),
  );
}
