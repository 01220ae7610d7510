import type { RunSpec } from '../../model/run';

/** The part of a run's specification that says how to integrate and observe a flow, whatever the flow. */
export type RunSettings = Pick<
  RunSpec,
  | 'relativeTolerance'
  | 'absoluteTolerance'
  | 'horizon'
  | 'thresholds'
  | 'samplesPerDecade'
  | 'firstSampleTime'
> & {
  /** The scale S of EventThresholds.plateauRate: see `escapeScale`. */
  readonly escapeScale: number;
};
