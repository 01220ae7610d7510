import type { RunRow } from '@shared/contract/run-listing';
import type { FigureSpec } from '@shared/figure/figure-spec';
import { distanceToLine, nearestIndex, type ChartPoint } from '../chart/chart-point';
import { lineKey, type DrawnComparison, type DrawnCondition } from './compose-comparison';

/** What lies under the pointer: a condition's band, or the line of one run. */
export interface FoundCondition {
  readonly condition: DrawnCondition;
  /** The run whose line it is; null for a band. */
  readonly run: RunRow | null;
}

/** Pixels within which a line counts as touched. */
const REACH = 10;

/**
 * The condition or line of a comparison at a point of its chart as it is shown; null when nothing is near. Lines of runs come
 * before the band they are in.
 */
export function findCondition(
  drawn: DrawnComparison,
  shown: FigureSpec,
  point: ChartPoint,
): FoundCondition | null {
  let found: FoundCondition | null = null;
  let nearest = REACH;
  for (const condition of drawn.conditions) {
    if (condition.facet !== point.panel) continue;
    for (const { run, distance } of distances(drawn, shown, condition, point)) {
      if (distance >= nearest) continue;
      nearest = distance;
      found = { condition, run };
    }
  }
  return found;
}

/** How far the pointer is from a condition's band and from each of its lines, in px; inside a band, just within reach. */
function* distances(
  { bandOf, lines }: DrawnComparison,
  shown: FigureSpec,
  condition: DrawnCondition,
  point: ChartPoint,
): Generator<{ readonly run: RunRow | null; readonly distance: number }> {
  const panel = shown.panels[point.panel];
  if (panel === undefined) return;
  const band = bandOf(condition.key);
  if (band !== null) {
    const j = nearestIndex(band.grid, point.x);
    const inside = (band.lower[j] ?? NaN) <= point.y && point.y <= (band.upper[j] ?? NaN);
    const distance = distanceToLine(band.grid, band.centre, point, panel);
    // Of several bands around the pointer, the one whose middle is nearest.
    yield { run: null, distance: inside ? Math.min(distance, REACH - 1 / (1 + distance)) : distance };
  }
  for (const { run, t, values } of condition.curves) {
    if (!lines.has(lineKey(condition, run.runId))) continue;
    yield { run, distance: distanceToLine(t, values, point, panel) };
  }
}
