import type { SweepEstimate } from '@shared/contract/sweep';
import { formatBytes, formatDuration } from '../fields/format-number';

/** A number with thin spaces between thousands: 10 000. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** The factors of a sweep: values of each axis, then targets, seeds and flows, each when there is more than one. */
export interface SweepFactors {
  readonly axes: readonly number[];
  readonly targets: number;
  readonly seeds: number;
  readonly flows: number;
}

/** How many runs a sweep makes, as a product: "12 × 20 × 2 = 480 runs". */
export function runsInWords({ axes, targets, seeds, flows }: SweepFactors): string {
  const factors = [...axes, targets, seeds, flows].filter((factor) => factor > 1);
  const total = axes.reduce((product, values) => product * values, 1) * targets * seeds * flows;
  const product = factors.length > 1 ? `${factors.map(formatCount).join(' × ')} = ` : '';
  return `${product}${formatCount(total)} ${total === 1 ? 'run' : 'runs'}`;
}

/** What is left to do of a sweep and what it costs: "~6 min on 2 cores, 98 MB". */
export function costInWords(estimate: SweepEstimate, cores: number): string {
  const missing = estimate.runs - estimate.sealed;
  if (missing === 0) return 'nothing left to run';
  const time = estimate.milliseconds === null ? 'time unknown' : `~${formatDuration(estimate.milliseconds)}`;
  return `${time} on ${cores} ${cores === 1 ? 'core' : 'cores'}, ${formatBytes(Math.round(estimate.bytes))}`;
}
