import type { RunRow } from '../contract/run-listing';
import type { RescalingVariables } from '../numerics/statistics/rescaling';
import type { FamilyMember } from './collapse';
import type { RunCurve } from './run-curve';
import type { FieldValue, RunField } from './run-fields';
import { groupLabel, type RunGroup } from './run-groups';

/** The curves of a condition in one panel of a comparison. */
export interface ConditionOfCurves {
  readonly facet: number;
  readonly group: Pick<RunGroup, 'values'>;
  readonly curves: readonly Pick<RunCurve, 'run'>[];
}

/** Conditions that are to fall together: they differ in d, q or the link, with everything else equal. */
export interface CollapseFamily {
  readonly key: string;
  /** What they have in common, for example "two-timescale". */
  readonly label: string;
  readonly members: readonly FamilyMember[];
}

/** Parameters that a rescaling accounts for, so that they do not split families. */
const RESCALED: readonly string[] = ['d', 'q', 'r', 'target'];

/**
 * The families of a comparison, with the curves at their true times as `original` answers them. Families of a single
 * condition are left out: there is nothing for them to fall together with.
 */
export function collapseFamilies(
  conditions: readonly ConditionOfCurves[],
  groupBy: readonly RunField[],
  original: (run: RunRow) => RunCurve | null,
  variables: (run: RunRow) => RescalingVariables | null,
): readonly CollapseFamily[] {
  const families = new Map<string, { label: string; members: Map<string, RunRow[]> }>();
  const kept = keptPositions(groupBy);
  for (const { facet, group, curves } of conditions) {
    const key = familyKey(facet, group.values, groupBy);
    const label = groupLabel(
      kept.flatMap((i) => groupBy[i] ?? []),
      kept.map((i) => group.values[i] ?? null),
    );
    const family = families.get(key) ?? { label, members: new Map<string, RunRow[]>() };
    families.set(key, family);
    for (const { run } of curves) {
      const condition = JSON.stringify([run.linkId, run.spec.dimension, run.spec.studentWidth]);
      const runs = family.members.get(condition) ?? [];
      runs.push(run);
      family.members.set(condition, runs);
    }
  }
  return [...families].flatMap(([key, { label, members }]) => {
    const own = [...members.values()].flatMap((runs) => memberOf(runs, original, variables) ?? []);
    return own.length < 2 ? [] : { key, label, members: own };
  });
}

/** Positions of the grouping fields that tell families apart. */
function keptPositions(groupBy: readonly RunField[]): readonly number[] {
  return [...groupBy.keys()].filter((i) => !RESCALED.includes(groupBy[i]?.id ?? ''));
}

/** Key of the family of a condition with these values of the grouping fields, in one panel. */
export function familyKey(
  facet: number,
  values: readonly FieldValue[],
  groupBy: readonly RunField[],
): string {
  return JSON.stringify([facet, keptPositions(groupBy).map((i) => values[i] ?? null)]);
}

function memberOf(
  runs: readonly RunRow[],
  original: (run: RunRow) => RunCurve | null,
  variables: (run: RunRow) => RescalingVariables | null,
): FamilyMember | null {
  const [first] = runs;
  const own = first && variables(first);
  if (!own) return null;
  const curves = runs.flatMap((run) => original(run) ?? []);
  const seeds = curves.flatMap(({ run: { spec } }) => (spec.start.kind === 'haar' ? [spec.start.seed] : []));
  return {
    variables: own,
    curves: curves.map(({ t, values }) => ({ t, values })),
    seeds: seeds.length === curves.length ? seeds : null,
  };
}
