import type { AnalysisDocument } from '../model/project';
import { bandOf, type Band, type BandKind } from '../numerics/statistics/band';
import { commonLogGrid, resampleCurves, type Curve } from '../numerics/statistics/curve-grid';
import { BOOTSTRAP_RULES } from '../numerics/statistics/resampling';

/** Grid points per decade of bands: finer than a pixel on a screen of ten decades would be lost. */
const POINTS_PER_DECADE = 40;

type BandName = AnalysisDocument['band'];
type Centre = AnalysisDocument['centre'];

/** Bands that go with a centre, in words: what a figure must say beside n. */
export const BAND_WORDS: Readonly<Record<BandName, string>> = {
  none: 'no band',
  iqr: 'interquartile range',
  'p5-p95': '5–95 % quantiles',
  sd: '± standard deviation',
  sem: '± standard error of the mean',
  'bootstrap-95': '95 % bootstrap interval',
};

/** Quantile bands go with the median, deviations with the mean, the others with either. */
export function bandsFor(centre: Centre): readonly BandName[] {
  return centre === 'median'
    ? ['iqr', 'p5-p95', 'bootstrap-95', 'none']
    : ['sd', 'sem', 'bootstrap-95', 'none'];
}

/** The statistics of a band as the numerics know it. */
export function bandKind(centre: Centre, band: BandName): BandKind {
  switch (band) {
    case 'iqr':
      return { kind: 'quantile', lower: 0.25, upper: 0.75 };
    case 'p5-p95':
      return { kind: 'quantile', lower: 0.05, upper: 0.95 };
    case 'sd':
    case 'sem':
      return { kind: band };
    case 'bootstrap-95':
      return { kind: 'bootstrap-ci', of: centre, rules: BOOTSTRAP_RULES };
    case 'none':
      return centre === 'median' ? { kind: 'quantile', lower: 0.5, upper: 0.5 } : { kind: 'sem' };
  }
}

/** A band over curves together with its grid. */
export interface GriddedBand extends Band {
  readonly grid: Float64Array;
}

/** The band over curves on a log grid of their own; null when no curve has a positive time. For a worker. */
export function bandOver(curves: readonly Curve[], kind: BandKind): GriddedBand | null {
  const grid = commonLogGrid(curves, POINTS_PER_DECADE);
  if (grid.length === 0) return null;
  return { grid, ...bandOf(resampleCurves(curves, grid), kind) };
}
