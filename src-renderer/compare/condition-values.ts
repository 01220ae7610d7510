import { formatMeasured } from '@shared/number-text/format-number';
import { nearestIndex } from '../chart/chart-point';
import type { DrawnComparison, DrawnCondition } from './compose-comparison';

/** Factor by which a point may lie beside the place that is asked for; beyond, a curve does not reach it. */
const REACH = 1.2;

/** What a condition has at x. */
export interface ConditionValue {
  /** The middle, or the value of its only line. */
  readonly centre: number;
  /** Ends of its band; NaN without one. */
  readonly low: number;
  readonly high: number;
  /** Runs that are recorded there. */
  readonly count: number;
}

/** The value of a condition near x; null where it is not recorded, or where several lines have no common value. */
export function conditionValue(
  { bandOf }: DrawnComparison,
  { key, curves }: DrawnCondition,
  x: number,
): ConditionValue | null {
  const band = bandOf(key);
  const [only] = curves;
  const grid = band?.grid ?? (curves.length === 1 ? only?.t : undefined);
  if (grid === undefined) return null;
  const j = nearestIndex(grid, x);
  const at = grid[j] ?? NaN;
  if (!(at / x < REACH && x / at < REACH)) return null;
  const centre = (band ? band.centre[j] : only?.values[j]) ?? NaN;
  if (Number.isNaN(centre)) return null;
  return {
    centre,
    low: band?.lower[j] ?? NaN,
    high: band?.upper[j] ?? NaN,
    count: band?.count[j] ?? 1,
  };
}

/** A value with its band: "0.312 (0.21 … 0.5)". */
export function valueInWords({ centre, low, high }: ConditionValue): string {
  const band = low < high ? ` (${formatMeasured(low, 2)} … ${formatMeasured(high, 2)})` : '';
  return `${formatMeasured(centre, 3)}${band}`;
}
