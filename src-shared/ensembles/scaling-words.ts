import type { MathText } from '../figure/figure-spec';
import { subscript, upright, variable } from '../figure/math-text';
import type { ScalingChoice } from '../model/analysis-cards';
import { formatMeasured } from '../number-text/format-number';
import type { PredictedScaling } from '../numerics/statistics/predicted-scaling';
import type { ScalingFit } from '../numerics/statistics/scaling-fit';
import type { ScalingAnswer } from './fit-scaling';

/** A predicted growth in words: "d²", "log d", "constant". */
export function growthInWords({ growth }: PredictedScaling): string {
  switch (growth.kind) {
    case 'constant':
      return 'constant';
    case 'logarithmic':
      return 'log d';
    case 'power':
      return `d^${formatMeasured(growth.exponent, 3).replace(/\.?0+$/, '')}`;
  }
}

/** An interval: "1.95 … 2.08". */
export function intervalInWords({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${formatMeasured(low, 3)} … ${formatMeasured(high, 3)}`;
}

/** Whether a fit agrees with what is predicted, in words; empty where nothing can be said. */
export function verdictInWords({
  comparison,
  preference,
  model,
}: Pick<ScalingAnswer, 'comparison' | 'preference' | 'model'>): string {
  const words: string[] = [];
  if (comparison?.agrees === true) words.push('agrees');
  if (comparison?.agrees === false) words.push('outside the interval');
  // A difference of AIC of 2 is said to be something, one of 10 to be decisive.
  if (preference !== null && model === 'power' && preference > 2) {
    words.push(`ln fits better (ΔAIC ${formatMeasured(preference, 2)})`);
  }
  if (preference !== null && model === 'logarithmic' && preference < -2) {
    words.push(`a power fits better (ΔAIC ${formatMeasured(-preference, 2)})`);
  }
  return words.join('; ');
}

/** Where an interval comes from, in words. */
export function methodInWords(fit: ScalingFit): string {
  const { rules, intervalBy, method } = fit;
  const through = rules.estimator === 'median' ? 'medians' : 'every point';
  const by = intervalBy === 'bootstrap' ? `${rules.replicates} bootstrap samples` : 'the likelihood';
  const fewer =
    rules.interval === 'bootstrap' && intervalBy === 'likelihood' ? ' (a bootstrap needs five seeds)' : '';
  const failed = fit.failedReplicates > 0 ? `, ${fit.failedReplicates} of them without a slope` : '';
  return `${method === 'least-squares' ? 'Least squares' : 'Maximum likelihood with censoring'} through ${through}; interval by ${by}${failed}${fewer}`;
}

/** The time that is fitted, as an axis label. */
export function timeLabel({ time }: ScalingChoice): MathText {
  return time === 'last'
    ? [upright('last escape '), variable('τ')]
    : [upright('escape '), variable('τ'), subscript(String(time))];
}
