import type { RunSamples } from '../model/run';
import { bandOf, INTERQUARTILE_BAND } from '../numerics/statistics/band';
import {
  fitCollapseExponent,
  type CollapseExponent,
  type ConditionCurves,
} from '../numerics/statistics/collapse-exponent';
import { collapseScore, type CollapseScore } from '../numerics/statistics/collapse-score';
import { commonLogGrid, resampleCurves, type Curve } from '../numerics/statistics/curve-grid';
import { BOOTSTRAP_RULES } from '../numerics/statistics/resampling';
import { parseRescaling, rescaleTimes, type RescalingVariables } from '../numerics/statistics/rescaling';

/** One condition of a family: the curves of its runs at their true times, and their seeds where all are known. */
export interface FamilyMember {
  readonly variables: RescalingVariables;
  readonly curves: readonly { readonly t: RunSamples['t']; readonly values: Float64Array }[];
  readonly seeds: readonly number[] | null;
}

/** How well the medians of a family fall together, before and after rescaling. Null where no two curves overlap. */
export interface FamilyScores {
  readonly before: CollapseScore | null;
  readonly after: CollapseScore | null;
}

/** Grid points per decade on which the curves are compared. */
const POINTS_PER_DECADE = 25;
/** Exponents that are tried: all that theory knows of lie between 0 and 8. */
const SEARCH = { low: -1, high: 8 } as const;
/** Resamples of the interval of an exponent, which takes thousands of collapses. */
const REPLICATES = 200;

/** How well the median curves of conditions fall together under a formula; `exponent` stands for `a`. For a worker. */
export function familyScores(
  members: readonly FamilyMember[],
  formula: string,
  exponent: number | null,
): FamilyScores {
  const rescaling = parseRescaling(formula);
  const medians = members.map(({ variables, curves }) => ({ variables, ...medianOf(curves) }));
  return {
    before: collapseScore(medians),
    after: collapseScore(
      medians.map(({ variables, t, values }) => ({
        t: rescaleTimes(rescaling, variables, t, exponent),
        values,
      })),
    ),
  };
}

/**
 * The exponent `a` of a formula with the best collapse; null when nothing overlaps. Its bootstrap interval takes some hundred
 * times as long. For a worker.
 */
export function fitFamily(
  members: readonly FamilyMember[],
  formula: string,
  { withInterval }: { readonly withInterval: boolean },
): CollapseExponent | null {
  const rules = withInterval ? { ...BOOTSTRAP_RULES, replicates: REPLICATES } : null;
  return fitCollapseExponent(members.map(gridded), parseRescaling(formula), SEARCH, rules);
}

function gridded({ variables, curves, seeds }: FamilyMember): ConditionCurves {
  const curvesOnGrid = resampleCurves(curves, commonLogGrid(curves, POINTS_PER_DECADE));
  return { variables, ...curvesOnGrid, ...(seeds === null ? {} : { seeds }) };
}

/** The median curve where it is known. */
function medianOf(curves: readonly Curve[]): { readonly t: Float64Array; readonly values: Float64Array } {
  const grid = commonLogGrid(curves, POINTS_PER_DECADE);
  const { centre } = bandOf(resampleCurves(curves, grid), INTERQUARTILE_BAND);
  const known = [...grid.keys()].filter((j) => Number.isFinite(centre[j]));
  return {
    t: Float64Array.from(known, (j) => grid[j] ?? NaN),
    values: Float64Array.from(known, (j) => centre[j] ?? NaN),
  };
}
