import { computed, type ComputedRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import { differingParameters } from '@shared/ensembles/run-fields';
import { groupStyles } from '@shared/ensembles/run-groups';
import type { ConditionStyle } from '@shared/figure/ensemble-colours';
import type { AnalysisStore } from '../stores/analysis';

/** Fields that tell landscapes apart, the one that decides the colour first. */
const LANDSCAPE_FIELDS: readonly string[] = ['target', 'flow', 'variant', 'q', 'epsilon', 'mu'];

/** Whether a target occurs with several widths: else the width says nothing that the target does not. */
function hasOwnWidths(runs: readonly RunRow[]): boolean {
  const links = new Set(runs.map(({ linkId }) => linkId));
  return new Set(runs.map(({ linkId, spec }) => `${linkId} ${spec.studentWidth}`)).size > links.size;
}

/** How landscapes look: as conditions grouped by these fields look in Compare. */
export function useLandscapeStyles({
  table,
  fields,
  fieldOf,
  context,
}: AnalysisStore): ComputedRef<(landscape: LandscapeRuns) => ConditionStyle> {
  return computed(() => {
    const differing = differingParameters(fields.value, table.rows.value, context);
    const own = LANDSCAPE_FIELDS.filter(
      (id) => differing.includes(id) && (id !== 'q' || hasOwnWidths(table.rows.value)),
    ).flatMap((id) => fieldOf(id) ?? []);
    const styleOf = groupStyles(table.rows.value, own, context);
    return ({ runs: [first] }) => styleOf(first ? own.map((field) => field.value(first, context)) : []);
  });
}
