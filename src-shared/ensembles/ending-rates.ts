import type { RunRow } from '../contract/run-listing';
import { compareLists } from '../figure/ensemble-colours';
import { outcomeRates, type OutcomeRates, type RunEnding } from '../numerics/statistics/outcome-rates';
import type { FieldValue, RunContext, RunField } from './run-fields';
import { groupLabel } from './run-groups';

/** How the runs of one condition ended. */
export interface ConditionEndings {
  readonly key: string;
  readonly label: string;
  /** One value per grouping field. */
  readonly values: readonly FieldValue[];
  readonly rates: OutcomeRates;
  /** Its runs by how they ended. */
  readonly runs: Readonly<Record<RunEnding, readonly RunRow[]>>;
}

/** The endings of runs, all of which have been judged, by condition, in the order of the conditions. */
export function endingsByCondition(
  runs: readonly RunRow[],
  groupBy: readonly RunField[],
  context: RunContext,
): readonly ConditionEndings[] {
  const groups = new Map<string, { values: readonly FieldValue[]; runs: Record<RunEnding, RunRow[]> }>();
  const endings: { condition: string; ending: RunEnding }[] = [];
  for (const run of runs) {
    const ending = context.ending(run.runId);
    if (ending === null) continue;
    const values = groupBy.map((field) => field.value(run, context));
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { values, runs: { success: [], trapped: [], unfinished: [] } };
    group.runs[ending].push(run);
    groups.set(key, group);
    endings.push({ condition: key, ending });
  }
  return outcomeRates(endings)
    .flatMap((rates): ConditionEndings[] => {
      const group = groups.get(rates.condition);
      if (!group) return [];
      const label = groupLabel(groupBy, group.values) || 'all runs';
      return [{ key: rates.condition, label, values: group.values, rates, runs: group.runs }];
    })
    .sort((a, b) => compareLists(a.values, b.values));
}
