import type { ListedLink, RunRow } from '@shared/contract/run-listing';
import { familyScores, fitFamily, type FamilyScores } from '@shared/ensembles/collapse';
import {
  collapseFamilies,
  familyKey,
  type CollapseFamily,
  type ConditionOfCurves,
} from '@shared/ensembles/collapse-families';
import { leftOutRuns, type LeftOutRuns } from '@shared/ensembles/left-out';
import {
  directionOf,
  fittedFormula,
  problemOf,
  rescaleRun,
  variablesOf,
} from '@shared/ensembles/rescaled-time';
import { isDrawn, rescaledCurve, type Rescale, type RunCurve } from '@shared/ensembles/run-curve';
import type { RunField } from '@shared/ensembles/run-fields';
import type { RunGroup } from '@shared/ensembles/run-groups';
import { InvalidInputError } from '@shared/model/input-problem';
import type { CollapseExponent } from '@shared/numerics/statistics/collapse-exponent';
import type { Rescaling } from '@shared/numerics/statistics/rescaling';
import type { WorkSteps } from './work-steps';

/** A condition with the curves of its runs. */
export interface CurvedCondition extends ConditionOfCurves {
  readonly group: RunGroup;
  readonly curves: readonly RunCurve[];
}

/** How a family of conditions falls together. */
export interface FoundFamily {
  readonly family: CollapseFamily;
  /** Null where the formula has a free exponent and none fits. */
  readonly scores: FamilyScores | null;
  /** The best exponent of `fittedFormula`, with its interval; null where no two curves overlap. */
  readonly best: CollapseExponent | null;
  /** Why there are neither; null where nothing went wrong. */
  readonly failure: string | null;
}

/** What rescaling made of conditions. */
export interface RescaledConditions {
  readonly families: readonly FoundFamily[];
  /** The conditions at rescaled times, with the exponent that fits where the formula has a free one. */
  readonly conditions: readonly CurvedCondition[];
  readonly leftOut: readonly LeftOutRuns[];
}

/** Conditions at the true times of their curves. */
export function conditionsOfCurves(
  groups: readonly RunGroup[],
  curves: ReadonlyMap<string, RunCurve>,
): readonly CurvedCondition[] {
  return groups.map((group) => ({
    facet: 0,
    group,
    curves: group.runs.flatMap(({ runId }) => curves.get(runId) ?? []),
  }));
}

/** Rescales conditions, scores how they fall together, and fits the exponent, as the window does. */
export async function rescaleConditions(
  conditions: readonly CurvedCondition[],
  groupBy: readonly RunField[],
  rescaling: Rescaling,
  quantityId: string,
  linkOf: (linkId: string) => ListedLink | undefined,
  steps: WorkSteps,
): Promise<RescaledConditions> {
  const direction = directionOf(quantityId);
  const rescale = rescaleRun(rescaling, direction, linkOf);
  const originals = new Map(conditions.flatMap((one) => one.curves.map((curve) => [curve.run, curve])));
  const first = rescaledBy(conditions, rescale, () => null);
  const families = collapseFamilies(
    first.conditions,
    groupBy,
    (run) => originals.get(run) ?? null,
    (run: RunRow) => {
      const link = linkOf(run.linkId);
      return link ? variablesOf(run, link, direction) : null;
    },
  );
  const found: FoundFamily[] = [];
  for (const family of families) {
    await steps.next('fitting collapses', found.length, families.length);
    found.push(lookInto(family, rescaling));
  }
  const exponents = new Map(found.map(({ family, best }) => [family.key, best?.exponent ?? null]));
  const final = rescaling.hasFreeExponent
    ? rescaledBy(
        conditions,
        rescale,
        ({ facet, group }) => exponents.get(familyKey(facet, group.values, groupBy)) ?? null,
      )
    : first;
  return { families: found, ...final };
}

function rescaledBy(
  conditions: readonly CurvedCondition[],
  rescale: Rescale | null,
  exponentOf: (condition: CurvedCondition) => number | null,
): Pick<RescaledConditions, 'conditions' | 'leftOut'> {
  const left: { why: string; runId: string }[] = [];
  const rescaled = conditions.map((condition): CurvedCondition => {
    const exponent = exponentOf(condition);
    const curves = condition.curves.flatMap((curve): readonly RunCurve[] => {
      const one = rescaledCurve(curve, rescale, exponent, (error) => problemOf(error).cause);
      if (isDrawn(one)) return [one];
      left.push({ why: one.why, runId: one.run.runId });
      return [];
    });
    return { ...condition, curves };
  });
  return { conditions: rescaled, leftOut: leftOutRuns(left) };
}

function lookInto(family: CollapseFamily, rescaling: Rescaling): FoundFamily {
  const { members } = family;
  const { text, hasFreeExponent } = rescaling;
  try {
    const best = fitFamily(members, fittedFormula(rescaling), { withInterval: true });
    const exponent = hasFreeExponent ? (best?.exponent ?? null) : null;
    const scores = hasFreeExponent && exponent === null ? null : familyScores(members, text, exponent);
    return { family, scores, best, failure: null };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { family, scores: null, best: null, failure: error.message };
  }
}
