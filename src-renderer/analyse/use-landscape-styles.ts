import { computed, type ComputedRef } from 'vue';
import type { ConditionStyle } from '@shared/figure/ensemble-colours';
import { groupStyles } from '../compare/run-groups';
import { differingParameters } from '../compare/run-fields';
import type { AnalysisStore } from '../stores/analysis';
import type { LandscapeRuns } from './landscape-runs';

/** Fields that tell landscapes apart, the one that decides the colour first. */
const LANDSCAPE_FIELDS: readonly string[] = ['flow', 'target', 'variant', 'q', 'epsilon', 'mu'];

/** How landscapes look: as conditions grouped by these fields look in Compare. */
export function useLandscapeStyles({
  table,
  fields,
  fieldOf,
  context,
}: AnalysisStore): ComputedRef<(landscape: LandscapeRuns) => ConditionStyle> {
  return computed(() => {
    const differing = differingParameters(fields.value, table.rows.value, context);
    const own = LANDSCAPE_FIELDS.filter((id) => differing.includes(id)).flatMap((id) => fieldOf(id) ?? []);
    const styleOf = groupStyles(table.rows.value, own, context);
    return ({ runs: [first] }) => styleOf(first ? own.map((field) => field.value(first, context)) : []);
  });
}
