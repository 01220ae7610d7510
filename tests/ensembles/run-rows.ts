import type { RunRow } from '@shared/contract/run-listing';
import { runFields, type RunContext, type RunField } from '@shared/ensembles/run-fields';
import { DEFAULT_THRESHOLDS, type FlowSpec } from '@shared/model/experiment';
import { GENERATOR } from '@shared/numerics/start/generator';

/** What of a run a test cares about. */
export interface RowChoice {
  readonly d?: number;
  readonly seed?: number;
  readonly flow?: FlowSpec;
  readonly change?: Partial<RunRow>;
}

let count = 0;

/** A finished run of two directions, as a listing tells it; each has an id of its own. */
export function runRow({
  d = 100,
  seed = 1,
  flow = { kind: 'two-timescale' },
  change = {},
}: RowChoice = {}): RunRow {
  count += 1;
  return {
    runId: count.toString(16).padStart(64, '0'),
    engineVersion: '2',
    linkId: 'link',
    kept: 'trajectory',
    spec: {
      flow,
      dimension: d,
      studentWidth: 2,
      start: { kind: 'haar', seed },
      generator: GENERATOR,
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-20,
      horizon: 1e6,
      thresholds: DEFAULT_THRESHOLDS,
      samplesPerDecade: 40,
      firstSampleTime: 1e-2,
    },
    stopReason: 'horizon',
    reached: 1e6,
    statistics: {
      acceptedSteps: 100,
      rejectedSteps: 1,
      derivativeEvaluations: 800,
      factorisations: 101,
      roundingLimitedSteps: 0,
      summedError: 0,
      overshoot: 0,
    },
    events: [],
    plateaus: [],
    initialLoss: 1,
    finalLoss: 0,
    finalSingularValues: [1, 1],
    finalOverlap: [1, 0, 0, 1],
    startRank: 2,
    warnings: [],
    ...change,
  };
}

/** The event of singular value number `index` rising through λ² = ½ at time t. */
export function escape(index: number, t: number): RunRow['events'][number] {
  return { kind: 'overlap-crossing', t, index, level: Math.SQRT1_2, direction: 'up' };
}

/** A context in which every run succeeds, nothing is marked and every link is that of the target "Target". */
export function runContext(change: Partial<RunContext> = {}): RunContext {
  return {
    targetName: () => 'Target',
    directions: () => 2,
    ending: () => 'success',
    isStarred: () => false,
    tags: () => [],
    ...change,
  };
}

/** The fields with these ids, of runs of two directions. */
export function fieldsOf(...ids: readonly string[]): readonly RunField[] {
  const all = runFields(2);
  return ids.map((id) => {
    const field = all.find((one) => one.id === id);
    if (!field) throw new Error(`there is no field "${id}"`);
    return field;
  });
}
