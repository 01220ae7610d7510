import { randomStream } from '../start/generator';
import { drawResample, type BootstrapRules } from './resampling';

/** Something measured under a condition: a time at one d, or a curve of one condition. */
export interface Measurement {
  /** The condition. */
  readonly x: number;
  /** Seed of the run's start. One seed gives related starts at every d (theory.md §4), so measurements are not independent. */
  readonly seed?: number;
}

/** Clusters of measurements (positions) drawn together, in the groups (strata) within which they are drawn. */
export type ResamplingStrata = readonly (readonly (readonly number[])[])[];

/** Fewest clusters in a stratum: a resample of n varies less than the data by a factor (n − 1)/n. */
const FEWEST_CLUSTERS = 5;

/**
 * How measurements are drawn anew. Where a seed occurs under several conditions, its measurements are drawn together, as one
 * cluster of all seeds; otherwise those of each condition are drawn among themselves. Null with fewer than five clusters in a
 * stratum.
 */
export function resamplingStrata(measurements: readonly Measurement[]): ResamplingStrata | null {
  const bySeed = grouped(measurements, ({ seed }, i) =>
    seed === undefined ? `measurement ${i}` : `seed ${seed}`,
  );
  const spans = bySeed.some((cluster) =>
    cluster.some((i) => measurements[i]!.x !== measurements[cluster[0]!]!.x),
  );
  const strata = spans
    ? [bySeed]
    : grouped(measurements, ({ x }) => String(x)).map((stratum) => stratum.map((i) => [i]));
  return strata.every((clusters) => clusters.length >= FEWEST_CLUSTERS) ? strata : null;
}

/**
 * A statistic of bootstrap resamples of `count` measurements, one value per replicate. `statisticOf` gives it when measurement
 * i counts weights[i] times, NaN where it does not exist.
 */
export function bootstrapStatistic(
  strata: ResamplingStrata,
  count: number,
  { replicates, seed }: Pick<BootstrapRules, 'replicates' | 'seed'>,
  statisticOf: (weights: Uint32Array) => number,
): Float64Array {
  const drawn = strata.map((clusters) => new Uint32Array(clusters.length));
  const weights = new Uint32Array(count);
  const stream = randomStream(seed, 0);
  return new Float64Array(replicates).map(() => {
    strata.forEach((clusters, s) => {
      drawResample(stream, drawn[s]!);
      clusters.forEach((cluster, c) => {
        for (const position of cluster) weights[position] = drawn[s]![c]!;
      });
    });
    return statisticOf(weights);
  });
}

/** Positions of measurements by key, keys in order of first occurrence. */
function grouped(
  measurements: readonly Measurement[],
  keyOf: (measurement: Measurement, position: number) => string,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  measurements.forEach((measurement, i) => {
    const key = keyOf(measurement, i);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  return [...groups.values()];
}
