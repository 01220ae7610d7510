import type { RunSpec } from '@shared/model/run';
import type { SweepPlan } from '@shared/numerics/sweep/plan-sweep';
import { runId } from '../runs/run-id';

/** The runs of a sweep by the number of their point. */
export interface SweepPoints {
  readonly count: number;
  spec(point: number): RunSpec;
  /** Id of the run of each point. */
  readonly runIds: readonly string[];
}

/** The runs of a plan with their ids. */
export function sweepPoints(plan: SweepPlan): SweepPoints {
  const spec = (point: number): RunSpec => {
    const { condition, seed, flow } = plan.point(point);
    const run = plan.resolve(condition, seed)[flow];
    if (run === undefined) throw new RangeError(`the sweep has no point ${point}`);
    return run;
  };
  return {
    count: plan.runCount,
    spec,
    runIds: Array.from({ length: plan.runCount }, (_, point) => runId(spec(point))),
  };
}
