import type { RunRow } from '../contract/run-listing';
import type { ScalingChoice } from '../model/analysis-cards';
import { ascending, quantile } from '../numerics/statistics/order-statistics';
import type { OutcomeRates } from '../numerics/statistics/outcome-rates';
import { quartiles, type Quartiles } from '../numerics/statistics/quartiles';
import { endingsByCondition } from './ending-rates';
import { countedTime } from './fit-scaling';
import { leftOutRuns, type LeftOutRuns } from './left-out';
import type { FieldValue, RunContext, RunField } from './run-fields';
import type { RunGroup } from './run-groups';
import { timedRun } from './scaling-questions';

/** Times of one escape over the runs of a condition. */
export interface EscapeTimes {
  /** Number of the escape, from 1. */
  readonly escape: number;
  /** Over the observed and the censored times: +Infinity where they lie beyond the horizon. */
  readonly times: Quartiles;
  readonly observed: number;
  /** Runs that ended before it. */
  readonly censored: number;
  readonly leftOut: readonly LeftOutRuns[];
}

/** Quantiles of a number over runs. */
export interface FiveQuantiles {
  readonly p5: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
}

/** What came out of the runs of one condition. */
export interface ConditionSummary {
  readonly label: string;
  /** One value per grouping field. */
  readonly values: readonly FieldValue[];
  readonly runs: readonly RunRow[];
  /** Over the runs that could be judged; null where none could. */
  readonly rates: OutcomeRates | null;
  readonly finalLoss: FiveQuantiles;
  /** One for every singular value of M, the first escape first. */
  readonly escapes: readonly EscapeTimes[];
}

/** Summaries of conditions, in their order. `trapped` says whether a trapped run counts as later than its horizon. */
export function summariseConditions(
  groups: readonly Pick<RunGroup, 'key' | 'label' | 'values' | 'runs'>[],
  groupBy: readonly RunField[],
  trapped: ScalingChoice['trapped'],
  context: RunContext,
): readonly ConditionSummary[] {
  const all = groups.flatMap(({ runs }) => runs);
  const rates = new Map(endingsByCondition(all, groupBy, context).map((one) => [one.key, one.rates]));
  return groups.map(({ key, label, values, runs }) => ({
    label: label || 'all runs',
    values,
    runs,
    rates: rates.get(key) ?? null,
    finalLoss: fiveQuantiles(runs.map(({ finalLoss }) => finalLoss)),
    escapes: Array.from({ length: widthOf(runs) }, (_, k) => escapeTimes(runs, k + 1, trapped, context)),
  }));
}

function widthOf(runs: readonly RunRow[]): number {
  return runs.reduce((most, { finalSingularValues }) => Math.max(most, finalSingularValues.length), 0);
}

function escapeTimes(
  runs: readonly RunRow[],
  escape: number,
  trapped: ScalingChoice['trapped'],
  context: RunContext,
): EscapeTimes {
  const times: number[] = [];
  const left: { why: string; runId: string }[] = [];
  let censored = 0;
  for (const run of runs) {
    const time = countedTime(timedRun(run, null, context), escape, trapped);
    if (time.kind === 'unknown') {
      left.push({ why: time.why, runId: run.runId });
      continue;
    }
    if (time.kind === 'censored') censored++;
    times.push(time.kind === 'censored' ? Infinity : time.tau);
  }
  return {
    escape,
    times: quartiles(times),
    observed: times.length - censored,
    censored,
    leftOut: leftOutRuns(left),
  };
}

function fiveQuantiles(values: readonly number[]): FiveQuantiles {
  const sorted = ascending(values);
  const [p5, p25, middle, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantile(sorted, p));
  return { p5: p5 ?? NaN, p25: p25 ?? NaN, median: middle ?? NaN, p75: p75 ?? NaN, p95: p95 ?? NaN };
}
