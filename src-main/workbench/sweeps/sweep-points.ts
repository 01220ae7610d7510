import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunSpec } from '@shared/model/run';
import type { KeptOfRun } from '@shared/model/sweep';
import type { SweepLayout } from '@shared/numerics/sweep/lay-out-sweep';
import { runId, runIdOfSeed } from '../runs/run-id';

/** How long ids are computed before others have their turn. */
const SLICE_MILLISECONDS = 10;

/** The runs of a sweep by the number of their point (see SweepPlan.point). */
export interface SweepPoints {
  readonly count: number;
  readonly keep: KeptOfRun;
  /** Id of the run of each point. */
  readonly runIds: readonly string[];
  /** Runs of one condition and flow make a group: they cost about the same. */
  readonly groupCount: number;
  group(point: number): number;
  spec(point: number): RunSpec;
}

/** The runs of a sweep that was laid out, with their ids; works in slices, so that others have their turn. */
export async function sweepPoints(layout: SweepLayout, keep: KeptOfRun): Promise<SweepPoints> {
  const { seeds, flowCount } = layout;
  const seedCount = seeds?.length ?? 1;
  const perCondition = seedCount * flowCount;
  const count = layout.conditions.length * perCondition;
  const first = (point: number): RunSpec => {
    const run = layout.runs[Math.floor(point / perCondition)]?.[point % flowCount];
    if (run === undefined) throw new RangeError(`the sweep has no point ${point}`);
    return run;
  };
  return {
    count,
    keep,
    runIds: await idsOf(layout, count),
    groupCount: layout.conditions.length * flowCount,
    group: (point) => Math.floor(point / perCondition) * flowCount + (point % flowCount),
    spec(point) {
      const seed = seeds?.[Math.floor(point / flowCount) % seedCount];
      return seed === undefined ? first(point) : { ...first(point), start: { kind: 'haar', seed } };
    },
  };
}

async function idsOf({ runs, seeds }: SweepLayout, count: number): Promise<readonly string[]> {
  const ids = new Array<string>(count);
  let point = 0;
  let until = performance.now() + SLICE_MILLISECONDS;
  for (const flows of runs) {
    const idOfSeed = seeds === null ? [] : flows.map(runIdOfSeed);
    for (const seed of seeds ?? [null]) {
      flows.forEach((spec, flow) => {
        ids[point] = seed === null ? runId(spec) : (idOfSeed[flow]?.(seed) ?? '');
        point += 1;
      });
      if (performance.now() < until) continue;
      await nextTurn();
      until = performance.now() + SLICE_MILLISECONDS;
    }
  }
  return ids;
}
