import { exp, log } from '../elementary';
import { square } from '../raise';
import { resampleCurves, type Curve } from './curve-grid';

/** How well curves fall together. */
export interface CollapseScore {
  /** 1 − within/total variance, in [0, 1]; 1 for curves that coincide. NaN when nothing varies. */
  readonly score: number;
  /** Range of x over which it is taken: where at least two curves are recorded. */
  readonly from: number;
  readonly to: number;
  /** Its share of the range of all curves, in ln x: a score over a small share says little. */
  readonly share: number;
}

/** Log-spaced points at which the curves are compared. */
const COMPARISON_POINTS = 200;

/**
 * Score of a data collapse. The curves y_c(x) are compared at log-spaced x_j on the range where at least two of them are
 * recorded; with ȳ_j the mean over the n_j curves recorded at x_j, and ȳ over all values,
 *
 *     score = 1 − Σ_j Σ_c (y_c(x_j) − ȳ_j)² / Σ_j Σ_c (y_c(x_j) − ȳ)²,
 *
 * the share of the variance that x explains. The numerator is the pairwise residual of S. Bhattacharjee, F. Seno (J. Phys.
 * A 34, 6375, 2001) with exponent 2, taken about the mean curve instead of each curve in turn (Σ_{c<c'} (y_c − y_c')² =
 * n Σ_c (y_c − ȳ)²); dividing by the total makes it free of units. Long flat stretches at different heights raise the
 * total, so scores are to be compared with that of the curves before rescaling. Times are the curves' `t`, already
 * rescaled; a record at 0 does not count. Null where no two curves overlap.
 */
export function collapseScore(curves: readonly Curve[]): CollapseScore | null {
  const ranges = curves.map(positiveRange).filter((range) => range !== null);
  const starts = ranges.map(([from]) => from).sort((a, b) => a - b);
  const ends = ranges.map(([, to]) => to).sort((a, b) => b - a);
  const [from = NaN, to = NaN] = [starts[1], ends[1]];
  if (!(from < to)) return null;
  const { values } = resampleCurves(curves, logGrid(from, to));
  return {
    score: explainedShare(values, COMPARISON_POINTS),
    from,
    to,
    share: log(to / from) / log(ends[0]! / starts[0]!),
  };
}

function positiveRange({ t }: Curve): readonly [number, number] | null {
  const first = t.find((time) => time > 0);
  return first === undefined ? null : [first, t[t.length - 1]!];
}

function logGrid(from: number, to: number): Float64Array {
  const step = log(to / from) / (COMPARISON_POINTS - 1);
  return Float64Array.from({ length: COMPARISON_POINTS }, (_, j) =>
    j === COMPARISON_POINTS - 1 ? to : from * exp(j * step),
  );
}

/** 1 − within/total over the columns of an n × m array in which at least two rows have a value. */
function explainedShare(values: Float64Array, m: number): number {
  const columns = Array.from({ length: m }, (_, j) => columnMoments(values, m, j)).filter(({ n }) => n >= 2);
  const count = columns.reduce((sum, { n }) => sum + n, 0);
  const centre = columns.reduce((sum, { n, mean }) => sum + n * mean, 0) / count;
  const within = columns.reduce((sum, { squares }) => sum + squares, 0);
  const between = columns.reduce((sum, { n, mean }) => sum + n * square(mean - centre), 0);
  return between / (within + between);
}

/** Number, mean and squares about it of the values in column j; missing ones are left out. */
function columnMoments(
  values: Float64Array,
  m: number,
  j: number,
): { readonly n: number; readonly mean: number; readonly squares: number } {
  let n = 0;
  let sum = 0;
  for (let at = j; at < values.length; at += m) {
    if (Number.isNaN(values[at]!)) continue;
    n++;
    sum += values[at]!;
  }
  const mean = sum / n;
  let squares = 0;
  for (let at = j; at < values.length; at += m) {
    if (!Number.isNaN(values[at]!)) squares += square(values[at]! - mean);
  }
  return { n, mean, squares };
}
