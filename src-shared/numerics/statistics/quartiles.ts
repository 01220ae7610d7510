import { ascending, quantile } from './order-statistics';

/** Median and quartiles of times, +Infinity where they lie beyond the horizon; NaN without any. */
export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Number of times, those beyond the horizon included. */
  readonly count: number;
}

/** Median and quartiles (`quantile`); values that are missing (null or NaN) do not count. */
export function quartiles(values: readonly (number | null)[]): Quartiles {
  const sorted = ascending(values.map((value) => value ?? NaN));
  return {
    low: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
    count: sorted.length,
  };
}
