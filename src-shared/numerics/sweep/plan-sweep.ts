import type { ExperimentSpec } from '../../model/experiment';
import type { RunSpec } from '../../model/run';
import type { SweepSpec } from '../../model/sweep';
import type { TargetSpec } from '../../model/target';
import { layOutSweep, type SweepCondition, type SweepLayout } from './lay-out-sweep';

/** Position of one run in a sweep. */
export interface SweepPoint {
  readonly condition: number;
  /** Position of the seed; 0 where the sweep has no seeds. */
  readonly seed: number;
  /** Position in the experiment's `flows`. */
  readonly flow: number;
}

/** A sweep laid out, with the runs of its points. */
export interface SweepPlan {
  readonly conditions: readonly SweepCondition[];
  /** The seeds; null where the experiment's own start is kept. */
  readonly seeds: readonly number[] | null;
  readonly flowCount: number;
  readonly runCount: number;
  /** Point number i of the sweep, 0 ≤ i < runCount; flows vary fastest, then seeds, then conditions. */
  point(i: number): SweepPoint;
  /** The resolved runs of one condition and seed, one per flow. */
  resolve(condition: number, seed: number): readonly RunSpec[];
}

/** The plan of a sweep that was laid out. */
export function planOf({ conditions, seeds, flowCount, runs }: SweepLayout): SweepPlan {
  const seedCount = seeds?.length ?? 1;
  return {
    conditions,
    seeds,
    flowCount,
    runCount: conditions.length * seedCount * flowCount,
    point: (i) => ({
      condition: Math.floor(i / (seedCount * flowCount)),
      seed: Math.floor(i / flowCount) % seedCount,
      flow: i % flowCount,
    }),
    resolve(condition, seed) {
      const first = runs[condition];
      if (first === undefined) throw new RangeError(`there is no condition ${condition}`);
      const value = seeds?.[seed];
      return value === undefined
        ? first
        : first.map((run) => ({ ...run, start: { kind: 'haar', seed: value } }));
    },
  };
}

/** Lays a sweep out and plans it. Throws as `layOutSweep`. */
export function planSweep(
  sweep: SweepSpec,
  experiment: ExperimentSpec,
  targets: readonly TargetSpec[],
): SweepPlan {
  return planOf(layOutSweep(sweep, experiment, targets));
}
