import type { RunRow } from '@shared/contract/run-listing';
import type { FigureSpec } from '@shared/figure/figure-spec';
import { nearestIndex, pixelsBetween, type ChartPoint } from './chart-point';
import type { DrawnComparison, DrawnCondition } from './compose-comparison';

/** What lies under the pointer: a condition's band, or the line of one run. */
export interface FoundCondition {
  readonly condition: DrawnCondition;
  /** The run whose line it is; null for a band. */
  readonly run: RunRow | null;
}

/** Pixels within which a line counts as touched. */
const REACH = 10;

/** The condition or line of a comparison at a point of its chart; null when nothing is near. */
export function findCondition(
  { spec, conditions }: DrawnComparison,
  point: ChartPoint,
): FoundCondition | null {
  let found: FoundCondition | null = null;
  let nearest = REACH;
  for (const condition of conditions) {
    if (condition.facet !== point.panel) continue;
    for (const { run, distance } of distances(spec, condition, point)) {
      if (distance >= nearest) continue;
      nearest = distance;
      found = { condition, run };
    }
  }
  return found;
}

/** How far the pointer is from a condition's band and from each of its lines, in px; inside a band, a little. */
function* distances(
  spec: FigureSpec,
  { band, curves, group }: DrawnCondition,
  point: ChartPoint,
): Generator<{ readonly run: RunRow | null; readonly distance: number }> {
  const panel = spec.panels[point.panel];
  if (panel === undefined) return;
  const toLine = (x: Float64Array, y: ArrayLike<number>): number => {
    const j = nearestIndex(x, point.x);
    return pixelsBetween(point.y, y[j] ?? NaN, panel.y, point.height);
  };
  if (band !== null) {
    const j = nearestIndex(band.grid, point.x);
    const inside = (band.lower[j] ?? NaN) <= point.y && point.y <= (band.upper[j] ?? NaN);
    const distance = toLine(band.grid, band.centre);
    yield { run: null, distance: inside ? Math.min(distance, REACH - 1) : distance };
  }
  const shown = new Set(panel.lines.map(({ id }) => id));
  for (const { run, t, values } of curves) {
    if (!shown.has(`p${point.panel}.${group.key}.${run.runId}`)) continue;
    yield { run, distance: toLine(t, values) };
  }
}
