import { contains } from './interval';
import type { PredictedScaling } from './predicted-scaling';
import { scalingAic, type ScalingFit } from './scaling-fit';
import { timeOnLine } from './scaling-data';

/** A fitted slope beside what is predicted for it. */
export interface ScalingComparison {
  /** Fitted d ln τ/d ln d, for a logarithmic model at the geometric middle of the fitted range. */
  readonly exponent: number;
  /** Its predicted limit for large d; 0 for constant and logarithmic growth. */
  readonly predictedExponent: number;
  /**
   * Whether the interval holds the predicted value. Null when the model cannot tell: a power law has no exponent for
   * logarithmic growth, and a logarithmic one none for a power.
   */
  readonly agrees: boolean | null;
}

/**
 * Sets a fit against d beside the prediction. Power models are compared by their slope with a predicted power d^p, or 0
 * for constant growth; a logarithmic model agrees with predicted logarithmic growth when its rate dτ/d ln d is positive,
 * and with constant growth when the interval of the rate holds 0. Predictions are limits: at small d the corrections are
 * seen, so a slope just outside is no contradiction.
 */
export function compareScaling(fit: ScalingFit, predicted: PredictedScaling): ScalingComparison {
  return {
    exponent: effectiveExponent(fit),
    predictedExponent: predicted.exponent,
    agrees: agreement(fit, predicted),
  };
}

/** AIC of the power model minus that of the logarithmic one, fitted to the same points: positive when τ ∝ ln d fits better. */
export function logarithmicPreference(power: ScalingFit, logarithmic: ScalingFit): number {
  return scalingAic(power) - scalingAic(logarithmic);
}

/** d ln τ/d ln x of the fitted law at √(x_min x_max). */
function effectiveExponent({ rules, line, range }: ScalingFit): number {
  if (rules.model === 'power') return line.slope;
  return line.slope / timeOnLine(rules.model, line, Math.sqrt(range[0] * range[1]));
}

function agreement({ rules, slopeInterval }: ScalingFit, { growth }: PredictedScaling): boolean | null {
  switch (growth.kind) {
    case 'constant':
      return contains(slopeInterval, 0);
    case 'logarithmic':
      return rules.model === 'logarithmic' ? slopeInterval.low > 0 : null;
    case 'power':
      return rules.model === 'power' ? contains(slopeInterval, growth.exponent) : null;
  }
}
