import { wilsonInterval, Z_95, type FrequencyEstimate } from './wilson';

/** How a run of an ensemble ended. Unfinished runs are neither: their horizon came too soon (theory.md §10.8). */
export type RunEnding = 'success' | 'trapped' | 'unfinished';

/** Rates of one condition, each with its Wilson interval over all its runs. */
export interface OutcomeRates {
  readonly condition: string;
  readonly runs: number;
  readonly success: FrequencyEstimate;
  readonly trapped: FrequencyEstimate;
  readonly unfinished: FrequencyEstimate;
}

/**
 * Success, trap and unfinished rates per condition, in the order in which conditions first occur. `z` is the two-sided
 * normal quantile of the intervals.
 */
export function outcomeRates(
  runs: readonly { readonly condition: string; readonly ending: RunEnding }[],
  z = Z_95,
): readonly OutcomeRates[] {
  const byCondition = new Map<string, Record<RunEnding, number>>();
  for (const { condition, ending } of runs) {
    const counts = byCondition.get(condition) ?? { success: 0, trapped: 0, unfinished: 0 };
    counts[ending]++;
    byCondition.set(condition, counts);
  }
  return [...byCondition].map(([condition, counts]) => {
    const total = counts.success + counts.trapped + counts.unfinished;
    return {
      condition,
      runs: total,
      success: wilsonInterval(counts.success, total, z),
      trapped: wilsonInterval(counts.trapped, total, z),
      unfinished: wilsonInterval(counts.unfinished, total, z),
    };
  });
}
