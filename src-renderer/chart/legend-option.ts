import type { LegendComponentOption } from 'echarts';

/**
 * The legend of the next picture of a chart that has had `former` rows of it. A legend is merged into the one before, so
 * that it keeps which lines the user has switched off; hence rows that are gone have to be hidden, and rows that come
 * back shown again.
 */
export function nextLegend(
  rows: readonly LegendComponentOption[],
  former: number,
): readonly LegendComponentOption[] {
  const gone = Array.from({ length: Math.max(0, former - rows.length) }, () => ({ show: false }));
  return [...rows.map((row) => ({ show: true, ...row })), ...gone];
}
