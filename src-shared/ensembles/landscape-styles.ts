import type { RunRow } from '../contract/run-listing';
import type { ConditionStyle } from '../figure/ensemble-colours';
import type { LandscapeRuns } from './landscape-runs';
import type { FieldValue, RunContext, RunField } from './run-fields';
import { stylesOverGroups } from './run-groups';
import { identityWithout } from './scaling-questions';

/**
 * How the landscapes of a project look that scaling laws are fitted to: like the conditions that `groupBy` makes of its runs,
 * as far as those of one landscape are alike. Landscapes that differ in nothing but the field `against` are one.
 */
export function landscapeStyles(
  all: readonly RunRow[],
  groupBy: readonly RunField[],
  against: string,
  context: RunContext,
): (landscape: LandscapeRuns) => ConditionStyle {
  const wholeOf = (run: RunRow): readonly FieldValue[] => {
    const { flow, studentWidth } = run.spec;
    const [, rest, width] = identityWithout({ linkId: run.linkId, flow, studentWidth }, against);
    // What sorts comes first: landscapes are numbered by their targets and flows.
    return [context.targetName(run.linkId), flow.kind, width, JSON.stringify(rest), run.linkId];
  };
  const styleOf = stylesOverGroups(all, groupBy, wholeOf, context);
  return ({ runs: [first] }) => styleOf(first ? wholeOf(first) : []);
}
