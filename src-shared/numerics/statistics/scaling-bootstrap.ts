import { randomStream } from '../start/generator';
import { drawResample, type BootstrapRules } from './resampling';
import type { ScalingPoint } from './scaling-data';

/** Clusters of points (positions) that are drawn together, in the groups (strata) within which they are drawn. */
export type ResamplingStrata = readonly (readonly (readonly number[])[])[];

/** Fewest clusters in a stratum: a resample of n varies less than the data by a factor (n − 1)/n. */
const FEWEST_CLUSTERS = 5;

/**
 * How points are drawn anew. Where a seed occurs at several x its points are drawn together, as one cluster of all seeds
 * (theory.md §4: its starts are related); otherwise the points at each x are drawn among themselves. Null with fewer than
 * five clusters in a stratum.
 */
export function resamplingStrata(points: readonly ScalingPoint[]): ResamplingStrata | null {
  const bySeed = grouped(points, ({ seed }, i) => (seed === undefined ? `point ${i}` : `seed ${seed}`));
  const spans = bySeed.some((cluster) => cluster.some((i) => points[i]!.x !== points[cluster[0]!]!.x));
  const byX = (): ResamplingStrata =>
    grouped(points, ({ x }) => String(x)).map((stratum) => stratum.map((i) => [i]));
  const strata = spans ? [bySeed] : byX();
  return strata.every((clusters) => clusters.length >= FEWEST_CLUSTERS) ? strata : null;
}

/**
 * Slopes of bootstrap resamples of `count` points, one per replicate. `slopeOf` gives the slope when point i counts
 * weights[i] times, NaN where there is none.
 */
export function bootstrapSlopes(
  strata: ResamplingStrata,
  count: number,
  { replicates, seed }: Pick<BootstrapRules, 'replicates' | 'seed'>,
  slopeOf: (weights: Uint32Array) => number,
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
    return slopeOf(weights);
  });
}

/** Positions of points by key, keys in order of first occurrence. */
function grouped(
  points: readonly ScalingPoint[],
  keyOf: (point: ScalingPoint, position: number) => string,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  points.forEach((point, i) => {
    const key = keyOf(point, i);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  return [...groups.values()];
}
