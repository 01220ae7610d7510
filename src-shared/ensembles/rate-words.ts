import type { FrequencyEstimate } from '../numerics/statistics/wilson';
import type { CoreHessian } from '../numerics/critical/hessian';

/** A rate with its interval: "0.65 [0.58, 0.71]"; rates near 0 or 1 with a third decimal. */
export function rateInWords({ estimate, low, high, trials }: FrequencyEstimate): string {
  if (trials === 0) return '–';
  const places = estimate !== 0 && estimate !== 1 && Math.abs(estimate - 0.5) > 0.45 ? 3 : 2;
  const digits = (share: number): string =>
    share === 0 || share === 1 ? String(share) : share.toFixed(places);
  return `${digits(estimate)} [${digits(low)}, ${digits(high)}]`;
}

/**
 * The index of a critical point: a number where all its runs have one dimension, else how it grows with d. A negative
 * eigenvalue of S counts once for every dimension beyond q + r (theory.md §9).
 */
export function indexInWords(
  { core, extra, frameDimension }: Pick<CoreHessian, 'core' | 'extra' | 'frameDimension'>,
  dimensions: ReadonlySet<number>,
): string {
  const [only] = dimensions;
  if (extra.negative === 0) return String(core.negative);
  if (dimensions.size === 1 && only !== undefined) {
    return String(core.negative + (only - frameDimension) * extra.negative);
  }
  const factor = extra.negative === 1 ? '' : `${extra.negative} `;
  const first = core.negative === 0 ? '' : `${core.negative} + `;
  return `${first}${factor}(d − ${frameDimension})`;
}
