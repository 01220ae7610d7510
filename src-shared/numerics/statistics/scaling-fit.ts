import { censoredLine, profileSlopeInterval } from './censored-line';
import type { Interval } from './interval';
import { leastSquaresLine, studentSlopeInterval } from './least-squares-line';
import { countObserved, type LineData, type LineFit } from './line-data';
import { BOOTSTRAP_RULES, percentileInterval } from './resampling';
import { bootstrapStatistic, resamplingStrata } from './clustered-bootstrap';
import {
  distinct,
  lineCoordinates,
  pointUse,
  type PointUse,
  type ScalingEstimator,
  type ScalingModel,
  type ScalingPoint,
} from './scaling-data';
import { weightedLine, type WeightedLine } from './scaling-line';
import { whyUnfit, type UnfitReason } from './scaling-statements';

/** How a scaling law is fitted. */
export interface ScalingRules {
  readonly model: ScalingModel;
  readonly estimator: ScalingEstimator;
  /**
   * Interval of the slope: `likelihood` takes the points (or medians) as independent with normal errors; `bootstrap` draws
   * the points anew (see `resamplingStrata`) and holds for related seeds and other errors as well, but needs at least five
   * seeds, or points at every x: with fewer, the interval is that of the likelihood.
   */
  readonly interval: 'likelihood' | 'bootstrap';
  /** Coverage of the interval. */
  readonly level: number;
  readonly replicates: number;
  readonly bootstrapSeed: number;
  /** Smallest and largest x that take part; null for all. */
  readonly range: readonly [number, number] | null;
}

/**
 * Defaults: a power law through medians with a 95 % bootstrap interval. Escape times have a heavy tail (theory.md §7.2), for
 * which the mean of ln τ under normal errors is biased as soon as runs are censored.
 */
export const SCALING_RULES: ScalingRules = {
  model: 'power',
  estimator: 'median',
  interval: 'bootstrap',
  level: BOOTSTRAP_RULES.level,
  replicates: BOOTSTRAP_RULES.replicates,
  bootstrapSeed: BOOTSTRAP_RULES.seed,
  range: null,
};

/** How many points had which use; nothing is dropped silently. */
export interface ScalingCounts {
  readonly observed: number;
  readonly censored: number;
  readonly outsideRange: number;
  /** Not a positive finite x and τ. */
  readonly unusable: number;
  /** Distinct x among the points that take part. */
  readonly distinctX: number;
}

/** A fitted scaling law: τ = e^intercept x^slope (power) or τ = intercept + slope·ln x (logarithmic). */
export interface ScalingFit {
  readonly kind: 'fitted';
  readonly rules: ScalingRules;
  /** Least squares where nothing is censored, else maximum likelihood with right-censored normal errors. */
  readonly method: 'least-squares' | 'censored-likelihood';
  readonly line: LineFit;
  /** Confidence interval of the slope at the rules' level; an end is infinite where the data do not bound it. */
  readonly slopeInterval: Interval;
  /** Where the interval comes from: the rules' choice, unless there were too few points for a bootstrap. */
  readonly intervalBy: ScalingRules['interval'];
  /** Bootstrap replicates without a slope (too few distinct x, for example); 0 for a likelihood interval. */
  readonly failedReplicates: number;
  /** ln likelihood of the times themselves: fits of one set of points by different models can be compared (`scalingAic`). */
  readonly logLikelihood: number;
  readonly counts: ScalingCounts;
  /** Smallest and largest x that take part. */
  readonly range: readonly [number, number];
  /** Use of every point that was given, in its order. */
  readonly uses: readonly PointUse[];
  /**
   * y − line for every point given, y = ln τ (power) or τ (logarithmic): a lower bound where the point is censored, NaN
   * where it takes no part.
   */
  readonly residuals: Float64Array;
}

/** Points through which no law can be fitted. */
export interface ScalingUnfit {
  readonly kind: 'unfit';
  readonly reason: UnfitReason;
  /** The reason as a sentence for users, with what to do about it. */
  readonly statement: string;
  readonly counts: ScalingCounts;
  readonly uses: readonly PointUse[];
}

/**
 * Fits a scaling law to measured times. A fit needs at least three times (or medians) that are not censored, at two or
 * more distinct x. Deterministic: the bootstrap has its own seed.
 */
export function fitScaling(
  points: readonly ScalingPoint[],
  rules: ScalingRules = SCALING_RULES,
): ScalingFit | ScalingUnfit {
  const uses = points.map((point) => pointUse(point, rules.range));
  const used = points.filter((_, i) => uses[i] === 'observed' || uses[i] === 'censored');
  const counts = countUses(uses, used);
  const dataFor = weightedLine(used, rules.model, rules.estimator);
  const data = dataFor(new Uint32Array(used.length).fill(1));
  const reason = unfitReason(data);
  if (reason !== null) {
    return { kind: 'unfit', reason, statement: whyUnfit(reason, rules.estimator), counts, uses };
  }

  const line = fitLine(data);
  const xs = distinct(used);
  return {
    kind: 'fitted',
    rules,
    method: hasCensored(data) ? 'censored-likelihood' : 'least-squares',
    line,
    ...slopeInterval(used, dataFor, data, line, rules),
    logLikelihood: line.logLikelihood - logTimeScale(data, rules.model),
    counts,
    range: [xs[0]!, xs[xs.length - 1]!],
    uses,
    residuals: residuals(points, uses, rules.model, line),
  };
}

/**
 * Akaike's information criterion 2·3 − 2 ln L of a fit (intercept, slope, scatter; H. Akaike, IEEE Trans. Automat. Contr.
 * 19, 1974). Smaller is better; comparable between models fitted to the same points by the same estimator.
 */
export function scalingAic({ logLikelihood }: ScalingFit): number {
  return 6 - 2 * logLikelihood;
}

/** Fewest uncensored values that leave a degree of freedom for the scatter. */
const FEWEST_OBSERVED = 3;

function unfitReason(data: LineData): UnfitReason | null {
  const { observed, distinctX } = countObserved(data);
  if (data.x.length === 0) return 'no-points';
  if (observed === 0) return 'all-censored';
  if (distinctX < 2) return 'one-x';
  return observed < FEWEST_OBSERVED ? 'too-few-points' : null;
}

function countUses(uses: readonly PointUse[], used: readonly ScalingPoint[]): ScalingCounts {
  const count = (use: PointUse): number => uses.filter((other) => other === use).length;
  return {
    observed: count('observed'),
    censored: count('censored'),
    outsideRange: count('outside-range'),
    unusable: count('unusable'),
    distinctX: distinct(used).length,
  };
}

function hasCensored({ censored, weights }: LineData): boolean {
  return censored.some((flag, i) => flag !== 0 && weights[i] !== 0);
}

function fitLine(data: LineData): LineFit {
  return hasCensored(data) ? censoredLine(data) : leastSquaresLine(data);
}

function slopeInterval(
  used: readonly ScalingPoint[],
  dataFor: WeightedLine,
  data: LineData,
  line: LineFit,
  rules: ScalingRules,
): Pick<ScalingFit, 'slopeInterval' | 'intervalBy' | 'failedReplicates'> {
  const strata = rules.interval === 'bootstrap' ? resamplingStrata(used) : null;
  if (strata === null) {
    const interval = hasCensored(data)
      ? profileSlopeInterval(data, line, rules.level)
      : studentSlopeInterval(line, rules.level);
    return { slopeInterval: interval, intervalBy: 'likelihood', failedReplicates: 0 };
  }
  const resampling = { replicates: rules.replicates, seed: rules.bootstrapSeed };
  const slopes = bootstrapStatistic(strata, used.length, resampling, (weights) => {
    const resample = dataFor(weights);
    return countObserved(resample).distinctX < 2 ? NaN : fitLine(resample).slope;
  });
  return {
    slopeInterval: percentileInterval(slopes, rules.level),
    intervalBy: 'bootstrap',
    failedReplicates: slopes.filter(Number.isNaN).length,
  };
}

/** ln |dτ/dy| summed over observed values: turns the density of y = ln τ into that of τ. */
function logTimeScale({ y, censored }: LineData, model: ScalingModel): number {
  if (model === 'logarithmic') return 0;
  return y.reduce((sum, value, i) => (censored[i] === 0 ? sum + value : sum), 0);
}

function residuals(
  points: readonly ScalingPoint[],
  uses: readonly PointUse[],
  model: ScalingModel,
  { intercept, slope }: LineFit,
): Float64Array {
  return Float64Array.from(points, (point, i) => {
    if (uses[i] !== 'observed' && uses[i] !== 'censored') return NaN;
    const [x, y] = lineCoordinates(model, point.x, point.tau);
    return y - intercept - slope * x;
  });
}
