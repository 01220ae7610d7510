import type { ScalingEstimator } from './scaling-data';

/** Why there is no fit. */
export type UnfitReason = 'no-points' | 'all-censored' | 'one-x' | 'too-few-points';

/** The reason why no law can be fitted, as a sentence with a remedy. */
export function whyUnfit(reason: UnfitReason, estimator: ScalingEstimator): string {
  const values = estimator === 'median' ? 'medians' : 'times';
  switch (reason) {
    case 'no-points':
      return 'There are no times to fit: no point lies in the fit range with a positive x and a positive time. Widen the range or add runs.';
    case 'all-censored':
      return `All ${values} are censored: nothing happened before the horizon. Raise the horizon, or lower the largest dimension.`;
    case 'one-x':
      return `Only one x has ${values} that are not censored, and a slope needs two. Add dimensions, or raise the horizon.`;
    case 'too-few-points':
      return `A slope with an interval needs at least three ${values} that are not censored. Add dimensions or seeds.`;
  }
}
