import { log, log1p } from '../elementary';
import { bracketedRoot } from '../integrator/bracketed-root';
import { square } from '../raise';
import { maximiseLikelihood, type CensoredRegression } from './censored-likelihood';
import type { Interval } from './interval';
import { leastSquaresLine } from './least-squares-line';
import { countObserved, type LineData, type LineFit } from './line-data';
import { studentQuantile } from './student-quantile';

/**
 * Straight line through right-censored observations, by maximum likelihood with normal errors (Tobit; see
 * `maximiseLikelihood`). At least two observed values must have different x. The scatter and the standard errors (from the
 * observed information) carry the factor √(n/(n − 2)), n the number of observed values, so that without censoring they are
 * those of `leastSquaresLine`. Values that lie on one line, which no bound contradicts, give that line with scatter 0.
 */
export function censoredLine(data: LineData): LineFit {
  const scale = scaleOf(data);
  const { observed } = countObserved(data);
  const maximum = maximiseLikelihood(scaledRegression(data, scale, null));
  if (maximum === null) return exactLine(data);
  const [d0 = NaN, d1 = NaN, gamma = NaN] = maximum.parameters;
  const { covariance: V } = maximum;
  const variance = (g: readonly number[]): number =>
    g.reduce((sum, ga, a) => sum + ga * g.reduce((inner, gb, b) => inner + V[a * 3 + b]! * gb, 0), 0);
  // β = δ/γ in scaled units, and back: slope = β₁ sy/sx, intercept = ȳ + sy (β₀ − β₁ x̄/sx).
  const slopeGradient = [0, 1 / gamma, -d1 / square(gamma)];
  const shift = scale.x / scale.sx;
  const interceptGradient = [1 / gamma, -shift / gamma, -(d0 - d1 * shift) / square(gamma)];
  const degreesOfFreedom = observed - 2;
  const inflation = Math.sqrt(observed / degreesOfFreedom);
  return {
    intercept: scale.y + (scale.sy * (d0 - d1 * shift)) / gamma,
    slope: ((d1 / gamma) * scale.sy) / scale.sx,
    scatter: (scale.sy / gamma) * inflation,
    interceptError: scale.sy * Math.sqrt(variance(interceptGradient)) * inflation,
    slopeError: (scale.sy / scale.sx) * Math.sqrt(variance(slopeGradient)) * inflation,
    degreesOfFreedom,
    logLikelihood: maximum.logLikelihood - observed * log(scale.sy),
  };
}

/** The line that all observed values lie on, without scatter. */
function exactLine(data: LineData): LineFit {
  const exact = { scatter: 0, interceptError: 0, slopeError: 0, logLikelihood: Infinity };
  return { ...leastSquaresLine(data), ...exact };
}

/**
 * Confidence interval for the slope of `censoredLine` from the profile likelihood: all slopes b whose ln likelihood, best
 * in intercept and scatter, is within (n/2) ln(1 + t²/(n − 2)) of the maximum; n counts the observed values and t is
 * Student's quantile with n − 2 degrees of freedom. Without censoring this is the exact t interval of least squares, and
 * for large n the usual χ²₁/2. An end without limit is infinite; with n = 2 there is no interval, −∞ … ∞.
 */
export function profileSlopeInterval(data: LineData, fit: LineFit, level: number): Interval {
  const { observed } = countObserved(data);
  if (observed < 3) return { low: -Infinity, high: Infinity };
  if (!(fit.scatter > 0)) return { low: fit.slope, high: fit.slope };
  const scale = scaleOf(data);
  const t = studentQuantile(observed - 2, level);
  const drop = (observed / 2) * log1p(square(t) / (observed - 2));
  const excess = (slope: number): number => {
    const profile = maximiseLikelihood(scaledRegression(data, scale, slope));
    // Without a maximum the values lie on a line of this slope: nothing is likelier.
    if (profile === null) return drop;
    return profile.logLikelihood - observed * log(scale.sy) - fit.logLikelihood + drop;
  };
  return {
    low: endOfProfile(excess, fit.slope, -fit.slopeError * t, drop),
    high: endOfProfile(excess, fit.slope, fit.slopeError * t, drop),
  };
}

/** Doublings of the distance from the fitted slope in which an end is looked for. */
const MAX_DOUBLINGS = 40;

function endOfProfile(excess: (slope: number) => number, slope: number, reach: number, drop: number): number {
  let inside = slope;
  let insideExcess = drop;
  for (let doubling = 0; doubling < MAX_DOUBLINGS; doubling++) {
    const outside = slope + reach * 2 ** doubling;
    const outsideExcess = excess(outside);
    if (outsideExcess <= 0) return bracketedRoot(excess, inside, outside, insideExcess, outsideExcess);
    [inside, insideExcess] = [outside, outsideExcess];
  }
  return reach < 0 ? -Infinity : Infinity;
}

/** Centre and spread of x and y: the regression is solved in units in which both are of order 1. */
interface LineScale {
  readonly x: number;
  readonly sx: number;
  readonly y: number;
  readonly sy: number;
}

function scaleOf({ x, y, weights }: LineData): LineScale {
  const spread = (values: Float64Array): readonly [number, number] => {
    let n = 0;
    let sum = 0;
    values.forEach((value, i) => {
      n += weights[i]!;
      sum += weights[i]! * value;
    });
    const centre = sum / n;
    const squares = values.reduce((total, value, i) => total + weights[i]! * square(value - centre), 0);
    return [centre, Math.sqrt(squares / n) || 1];
  };
  const [xCentre, sx] = spread(x);
  const [yCentre, sy] = spread(y);
  return { x: xCentre, sx, y: yCentre, sy };
}

/** The regression in scaled units, for a free slope or one that is given (then the columns are only the constant). */
function scaledRegression(
  { x, y, censored, weights }: LineData,
  scale: LineScale,
  slope: number | null,
): CensoredRegression {
  const ones = new Float64Array(x.length).fill(1);
  const scaledX = x.map((value) => (value - scale.x) / scale.sx);
  const along = slope === null ? 0 : (slope * scale.sx) / scale.sy;
  const scaledY = y.map((value, i) => (value - scale.y) / scale.sy - along * scaledX[i]!);
  return { columns: slope === null ? [ones, scaledX] : [ones], y: scaledY, censored, weights };
}
