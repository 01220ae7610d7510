import type { RandomStream } from '../start/generator';
import type { Interval } from './interval';
import { ascending, quantile } from './order-statistics';

/** How bootstrap intervals are drawn. */
export interface BootstrapRules {
  /** Coverage of the interval, for example 0.95. */
  readonly level: number;
  /** Number of resamples. */
  readonly replicates: number;
  /** Seed of the resampling: a whole number in [0, 2⁵³). Equal rules and data give equal intervals, bit for bit. */
  readonly seed: number;
}

/** Defaults: 95 %, 1,000 resamples. */
export const BOOTSTRAP_RULES: BootstrapRules = { level: 0.95, replicates: 1000, seed: 1 };

/**
 * One bootstrap resample of `multiplicities.length` members: as many draws with replacement, written as how often each
 * member was drawn (B. Efron, Ann. Statist. 7, 1979).
 */
export function drawResample(stream: RandomStream, multiplicities: Uint32Array): void {
  const n = multiplicities.length;
  multiplicities.fill(0);
  for (let draw = 0; draw < n; draw++) multiplicities[Math.floor(stream.uniform() * n)]!++;
}

/**
 * Percentile bootstrap interval: the (1 ∓ level)/2-quantiles of the statistic over the resamples (B. Efron, R. Tibshirani,
 * An Introduction to the Bootstrap, 1993, §13.3). Resamples without a value (NaN) do not count; NaN ends when none has one.
 */
export function percentileInterval(replicates: ArrayLike<number>, level: number): Interval {
  const sorted = ascending(replicates);
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}
