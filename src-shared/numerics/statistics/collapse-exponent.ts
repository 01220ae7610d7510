import { InvalidInputError } from '../../model/input-problem';
import { bootstrapStatistic, resamplingStrata, type Measurement } from './clustered-bootstrap';
import { collapseScore, type CollapseScore } from './collapse-score';
import type { Curve, GriddedCurves } from './curve-grid';
import type { Interval } from './interval';
import { percentileInterval, type BootstrapRules } from './resampling';
import { rescaleTimes, type Rescaling, type RescalingVariables } from './rescaling';
import { drawnMedian, sortedColumns, type SortedColumn } from './sorted-columns';

/** The curves of one condition, for example all seeds at one d, on a grid of their own. */
export interface ConditionCurves extends GriddedCurves {
  readonly variables: RescalingVariables;
  /** Seed of every curve, where known: seeds that recur under other conditions are drawn together (`resamplingStrata`). */
  readonly seeds?: readonly number[];
}

/** The exponent with the best collapse. */
export interface CollapseExponent {
  readonly exponent: number;
  readonly score: CollapseScore;
  /** Percentile bootstrap over the curves (`resamplingStrata`); null when there are too few, or when not asked for. */
  readonly interval: Interval | null;
}

/** Values of the exponent that are tried before the best is refined. */
const SCAN_POINTS = 65;
/** The exponent is refined to this. */
const EXPONENT_TOLERANCE = 1e-6;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The value of `a` in the rescaling, within the search interval, for which the median curves of the conditions collapse
 * best (`collapseScore`): a scan, then golden-section search between the neighbours of its best value. `bootstrap` draws
 * the curves anew for an interval, at some 20 ms per resample of 8 × 100 curves. Null when no two curves ever overlap or nothing varies. Throws
 * InvalidInputError for a rescaling without `a`, or one that does not rescale the curves (`rescaleTimes`).
 */
export function fitCollapseExponent(
  conditions: readonly ConditionCurves[],
  rescaling: Rescaling,
  search: Interval,
  bootstrap: BootstrapRules | null = null,
): CollapseExponent | null {
  if (!rescaling.hasFreeExponent) {
    throw new InvalidInputError([
      {
        field: 'rescaling',
        cause: `${rescaling.text} has no exponent to fit`,
        remedy: 'Write a where it stands, for example t/d^a',
      },
    ]);
  }
  const ensembles = conditions.map((condition) => ({ condition, columns: sortedColumns(condition) }));
  const once = conditions.map((condition) => new Uint32Array(curveCount(condition)).fill(1));
  const medians = medianCurves(ensembles, once);
  const exponent = bestExponent(medians, rescaling, search);
  const score = exponent === null ? null : scoreAt(medians, rescaling, exponent);
  if (exponent === null || score === null) return null;
  const interval = bootstrap === null ? null : bootstrapInterval(ensembles, rescaling, search, bootstrap);
  return { exponent, score, interval };
}

interface Ensemble {
  readonly condition: ConditionCurves;
  readonly columns: readonly SortedColumn[];
}

interface ConditionCurve extends Curve {
  readonly variables: RescalingVariables;
}

function curveCount({ grid, values }: GriddedCurves): number {
  return grid.length === 0 ? 0 : values.length / grid.length;
}

/** The median curve of every condition, where it is finite, when curve i of condition c counts drawn[c][i] times. */
function medianCurves(
  ensembles: readonly Ensemble[],
  drawn: readonly Uint32Array[],
): readonly ConditionCurve[] {
  return ensembles.map(({ condition, columns }, c) => {
    const medians = columns.map((column) => drawnMedian(column, drawn[c]!));
    const kept = [...medians.keys()].filter((j) => Number.isFinite(medians[j]));
    return {
      variables: condition.variables,
      t: Float64Array.from(kept, (j) => condition.grid[j]!),
      values: kept.map((j) => medians[j]!),
    };
  });
}

function scoreAt(
  curves: readonly ConditionCurve[],
  rescaling: Rescaling,
  exponent: number,
): CollapseScore | null {
  return collapseScore(
    curves.map(({ variables, t, values }) => ({
      t: rescaleTimes(rescaling, variables, t, exponent),
      values,
    })),
  );
}

/** The exponent with the highest score; null when there is no score anywhere. */
function bestExponent(
  curves: readonly ConditionCurve[],
  rescaling: Rescaling,
  { low, high }: Interval,
): number | null {
  const merit = (exponent: number): number => {
    const score = scoreAt(curves, rescaling, exponent)?.score ?? NaN;
    return Number.isNaN(score) ? -Infinity : score;
  };
  const step = (high - low) / (SCAN_POINTS - 1);
  let best = low;
  let highest = -Infinity;
  for (let i = 0; i < SCAN_POINTS; i++) {
    const value = merit(low + i * step);
    if (value > highest) [best, highest] = [low + i * step, value];
  }
  if (highest === -Infinity) return null;
  return goldenSection(merit, Math.max(low, best - step), Math.min(high, best + step));
}

/** Where a function with one maximum between `low` and `high` has it (J. Kiefer, Proc. Amer. Math. Soc. 4, 1953). */
function goldenSection(f: (x: number) => number, low: number, high: number): number {
  let a = high - GOLDEN * (high - low);
  let b = low + GOLDEN * (high - low);
  let fa = f(a);
  let fb = f(b);
  while (high - low > EXPONENT_TOLERANCE) {
    if (fa >= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  return (low + high) / 2;
}

/** The interval of the exponent; null with too few curves to draw from. */
function bootstrapInterval(
  ensembles: readonly Ensemble[],
  rescaling: Rescaling,
  search: Interval,
  rules: BootstrapRules,
): Interval | null {
  const curves = ensembles.flatMap(({ condition }, x) =>
    Array.from({ length: curveCount(condition) }, (_, row): Measurement => {
      const seed = condition.seeds?.[row];
      return seed === undefined ? { x } : { x, seed };
    }),
  );
  const strata = resamplingStrata(curves);
  if (strata === null) return null;
  let first = 0;
  const ranges = ensembles.map(({ condition }) => {
    const range = [first, first + curveCount(condition)] as const;
    first = range[1];
    return range;
  });
  const exponents = bootstrapStatistic(strata, curves.length, rules, (weights) => {
    const drawn = ranges.map(([from, to]) => weights.subarray(from, to));
    return bestExponent(medianCurves(ensembles, drawn), rescaling, search) ?? NaN;
  });
  return percentileInterval(exponents, rules.level);
}
