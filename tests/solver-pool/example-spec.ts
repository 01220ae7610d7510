import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import type { RunSpec } from '@shared/model/run';

/** A small valid run, with the given fields in place of its own. */
export function exampleSpec(fields: Partial<RunSpec> = {}): RunSpec {
  return {
    link: {
      r: 2,
      terms: [
        { beta: [0, 3], c: 0.6 },
        { beta: [2, 0], c: 0.8 },
      ],
    },
    flow: { kind: 'two-timescale' },
    dimension: 1e6,
    studentWidth: 2,
    start: {
      kind: 'explicit',
      overlap: [
        [1e-3, 2e-4],
        [-3e-4, 8e-4],
      ],
    },
    generator: 'none',
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-20,
    horizon: 1e6,
    thresholds: DEFAULT_THRESHOLDS,
    samplesPerDecade: 50,
    firstSampleTime: 1e-3,
    ...fields,
  };
}
