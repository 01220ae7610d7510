import { randomStream } from '../start/generator';
import type { GriddedCurves } from './curve-grid';
import { mean, standardDeviation, standardError } from './moments';
import { median, quantile } from './order-statistics';
import { drawResample, percentileInterval, type BootstrapRules } from './resampling';
import { drawnMean, drawnMedian, sortedColumns, type SortedColumn } from './sorted-columns';

/** What a band shows: a figure must name it beside n. */
export type BandKind =
  /** Median, between the `lower`- and the `upper`-quantile over the curves: spread. */
  | { readonly kind: 'quantile'; readonly lower: number; readonly upper: number }
  /** Mean ± standard deviation: spread. */
  | { readonly kind: 'sd' }
  /** Mean ± standard error of the mean. */
  | { readonly kind: 'sem' }
  /** Median or mean with its pointwise percentile-bootstrap confidence interval; whole curves are resampled. */
  | { readonly kind: 'bootstrap-ci'; readonly of: 'median' | 'mean'; readonly rules: BootstrapRules };

/** The middle half of the curves. */
export const INTERQUARTILE_BAND: BandKind = { kind: 'quantile', lower: 0.25, upper: 0.75 };

/** A band over curves, point by point of their grid (m each). */
export interface Band {
  readonly centre: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Number of curves that have a value there. Where it is 0, the band is NaN. */
  readonly count: Uint32Array;
}

/**
 * The band of curves on a common grid. Values that are missing (NaN) do not count; where one curve is left, SD and SEM
 * are NaN. +Infinity stands for a value beyond the horizon, as in `quantile`.
 */
export function bandOf(curves: GriddedCurves, kind: BandKind): Band {
  const columns = sortedColumns(curves);
  const band = emptyBand(columns.map(({ values }) => values.length));
  columns.forEach(({ values }, j) => {
    const [centre, lower, upper] = centreAndEnds(values, kind);
    band.centre[j] = centre;
    band.lower[j] = lower;
    band.upper[j] = upper;
  });
  if (kind.kind === 'bootstrap-ci') bootstrapEnds(curves, columns, kind, band);
  return band;
}

function emptyBand(counts: readonly number[]): Band {
  const [centre, lower, upper] = [0, 1, 2].map(() => new Float64Array(counts.length).fill(NaN));
  return { centre: centre!, lower: lower!, upper: upper!, count: Uint32Array.from(counts) };
}

/** Centre, lower and upper end; the ends of a bootstrap interval are found for all points at once later. */
function centreAndEnds(sorted: Float64Array, kind: BandKind): readonly [number, number, number] {
  switch (kind.kind) {
    case 'quantile':
      return [median(sorted), quantile(sorted, kind.lower), quantile(sorted, kind.upper)];
    case 'sd':
    case 'sem': {
      const centre = mean(sorted);
      const half = kind.kind === 'sd' ? standardDeviation(sorted) : standardError(sorted);
      return [centre, centre - half, centre + half];
    }
    case 'bootstrap-ci':
      return [kind.of === 'median' ? median(sorted) : mean(sorted), NaN, NaN];
  }
}

function bootstrapEnds(
  { grid, values }: GriddedCurves,
  columns: readonly SortedColumn[],
  { of, rules }: Extract<BandKind, { kind: 'bootstrap-ci' }>,
  band: Band,
): void {
  const stream = randomStream(rules.seed, 0);
  const drawn = new Uint32Array(grid.length === 0 ? 0 : values.length / grid.length);
  const statistics = columns.map(() => new Float64Array(rules.replicates));
  for (let replicate = 0; replicate < rules.replicates; replicate++) {
    drawResample(stream, drawn);
    columns.forEach((column, j) => {
      statistics[j]![replicate] = of === 'median' ? drawnMedian(column, drawn) : drawnMean(column, drawn);
    });
  }
  statistics.forEach((replicates, j) => {
    const { low, high } = percentileInterval(replicates, rules.level);
    band.lower[j] = low;
    band.upper[j] = high;
  });
}
