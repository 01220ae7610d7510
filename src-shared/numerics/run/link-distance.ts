import type { RunSamples, RunSpec } from '../../model/run';
import { twoTimescaleField } from '../flow/two-timescale-field';
import { hermiteTable } from '../link/hermite-table';

/**
 * How far the student link of a joint run is from the refitted one at each sample, |c − A_{Mᵀ} f*| (n); null for the
 * other flows, whose link does not move by itself. Runs do not store the link, and need not: the loss is the
 * two-timescale loss at M plus half the square of this distance (theory.md §3.3), and both are known from the samples,
 * to about 1e-8 ‖f*‖ on a plateau and better near the target. Throws InvalidInputError for links too dense.
 */
export function linkDistance(
  { flow, link, studentWidth: q }: RunSpec,
  samples: Pick<RunSamples, 'loss' | 'overlap'>,
): Float64Array | null {
  if (flow.kind !== 'joint') return null;
  const { loss } = twoTimescaleField(hermiteTable(link.r, link.terms), q);
  const entries = link.r * q;
  return samples.loss.map((total, k) => {
    const refitted = loss(samples.overlap.subarray(k * entries, (k + 1) * entries));
    return Math.sqrt(2 * Math.max(0, total - refitted));
  });
}
