import type { RunRow } from '@shared/contract/run-listing';
import type { RunSamples } from '@shared/model/run';
import { INTERQUARTILE_BAND } from '@shared/numerics/statistics/band';
import {
  fitCollapseExponent,
  type CollapseExponent,
  type ConditionCurves,
} from '@shared/numerics/statistics/collapse-exponent';
import { collapseScore, type CollapseScore } from '@shared/numerics/statistics/collapse-score';
import { commonLogGrid, resampleCurves } from '@shared/numerics/statistics/curve-grid';
import { bandOf } from '@shared/numerics/statistics/band';
import { BOOTSTRAP_RULES } from '@shared/numerics/statistics/resampling';
import { parseRescaling, rescaleTimes, type RescalingVariables } from '@shared/numerics/statistics/rescaling';
import type { DrawnCondition } from './compose-comparison';
import { groupLabel } from './run-groups';
import type { FieldValue, RunField } from './run-fields';

/** Runs that are to fall together: conditions that differ in d, q or the link, with everything else equal. */
export interface CollapseFamily {
  readonly key: string;
  /** What they have in common, for example "two-timescale". */
  readonly label: string;
  readonly conditions: readonly ConditionCurves[];
}

/** Parameters that a rescaling accounts for, so that they do not split families. */
const RESCALED: readonly string[] = ['d', 'q', 'r', 'target'];

/** Grid points per decade on which the curves are compared. */
const POINTS_PER_DECADE = 25;

/** The families of a comparison; curves at their true times. Families of a single condition are left out. */
export function collapseFamilies(
  conditions: readonly DrawnCondition[],
  groupBy: readonly RunField[],
  samples: (runId: string) => RunSamples | undefined,
  variables: (run: RunRow) => RescalingVariables | null,
): readonly CollapseFamily[] {
  const families = new Map<
    string,
    { label: string; members: Map<string, DrawnCondition['curves'][number][]> }
  >();
  for (const { facet, group, curves } of conditions) {
    const positions = keptPositions(groupBy);
    const values = positions.map((i) => group.values[i] ?? null);
    const key = familyKey(facet, group.values, groupBy);
    const label = groupLabel(
      positions.flatMap((i) => groupBy[i] ?? []),
      values,
    );
    const family = families.get(key) ?? { label, members: new Map() };
    families.set(key, family);
    for (const curve of curves) {
      const { linkId, spec } = curve.run;
      const condition = JSON.stringify([linkId, spec.dimension, spec.studentWidth]);
      family.members.set(condition, [...(family.members.get(condition) ?? []), curve]);
    }
  }
  return [...families].flatMap(([key, { label, members }]) => {
    const own = [...members.values()].flatMap((curves) => conditionCurves(curves, samples, variables) ?? []);
    return own.length < 2 ? [] : { key, label, conditions: own };
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

function conditionCurves(
  curves: readonly DrawnCondition['curves'][number][],
  samples: (runId: string) => RunSamples | undefined,
  variables: (run: RunRow) => RescalingVariables | null,
): ConditionCurves | null {
  const [first] = curves;
  const own = first && variables(first.run);
  if (!own) return null;
  const recorded = curves.flatMap(({ run, values }) => {
    const t = samples(run.runId)?.t;
    return t ? { t, values } : [];
  });
  const grid = commonLogGrid(recorded, POINTS_PER_DECADE);
  return { ...resampleCurves(recorded, grid), variables: own };
}

/** How well the median curves of a family fall together under a formula; `exponent` stands for `a`. Null where no two overlap. */
export function familyScore(
  family: CollapseFamily,
  formula: string,
  exponent: number | null,
): CollapseScore | null {
  const rescaling = parseRescaling(formula);
  return collapseScore(
    family.conditions.map((condition) => {
      const { centre } = bandOf(condition, INTERQUARTILE_BAND);
      const known = [...condition.grid.keys()].filter((j) => Number.isFinite(centre[j]));
      const t = Float64Array.from(known, (j) => condition.grid[j] ?? NaN);
      return {
        t: rescaleTimes(rescaling, condition.variables, t, exponent),
        values: known.map((j) => centre[j] ?? NaN),
      };
    }),
  );
}

/** Exponents that are tried: all that theory knows of lie between 0 and 8. */
const SEARCH = { low: -1, high: 8 } as const;
/** Resamples of the interval of an exponent, which takes thousands of collapses. */
const REPLICATES = 200;

/** The best exponent `a` of a formula for a family, with its bootstrap interval. Null when nothing overlaps. */
export function fitFamily(family: CollapseFamily, formula: string): CollapseExponent | null {
  return fitCollapseExponent(family.conditions, parseRescaling(formula), SEARCH, {
    ...BOOTSTRAP_RULES,
    replicates: REPLICATES,
  });
}
