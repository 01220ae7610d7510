import { InvalidInputError } from '../../model/input-problem';
import { randomStream } from '../start/generator';
import { collapseScore, type CollapseScore } from './collapse-score';
import type { Curve, GriddedCurves } from './curve-grid';
import type { Interval } from './interval';
import { drawResample, percentileInterval, type BootstrapRules } from './resampling';
import { rescaleTimes, type Rescaling, type RescalingVariables } from './rescaling';
import { drawnMedian, sortedColumns, type SortedColumn } from './sorted-columns';

/** The curves of one condition, for example all seeds at one d, on a grid of their own. */
export interface ConditionCurves extends GriddedCurves {
  readonly variables: RescalingVariables;
}

/** The exponent with the best collapse. */
export interface CollapseExponent {
  readonly exponent: number;
  readonly score: CollapseScore;
  /** Percentile bootstrap over the curves of each condition; null when no condition has more than one curve, or not asked for. */
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
 * the curves of every condition anew for an interval. Null when no two curves ever overlap or nothing varies. Throws
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
  const exponent = bestExponent(medianCurves(ensembles, once), rescaling, search);
  if (exponent === null) return null;
  const score = scoreAt(medianCurves(ensembles, once), rescaling, exponent);
  if (score === null) return null;
  const interval =
    bootstrap !== null && once.some(({ length }) => length > 1)
      ? bootstrapInterval(ensembles, once, rescaling, search, bootstrap)
      : null;
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

function bootstrapInterval(
  ensembles: readonly Ensemble[],
  once: readonly Uint32Array[],
  rescaling: Rescaling,
  search: Interval,
  { replicates, seed, level }: BootstrapRules,
): Interval {
  const stream = randomStream(seed, 0);
  const drawn = once.map(({ length }) => new Uint32Array(length));
  const exponents = new Float64Array(replicates).map(() => {
    for (const multiplicities of drawn) drawResample(stream, multiplicities);
    return bestExponent(medianCurves(ensembles, drawn), rescaling, search) ?? NaN;
  });
  return percentileInterval(exponents, level);
}
