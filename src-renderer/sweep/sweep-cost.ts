import type { SweepJob } from '@shared/contract/job';
import type { SweepEstimate } from '@shared/contract/sweep';
import { formatBytes, formatCount, formatDuration } from '@shared/number-text/format-number';

/** The factors of a sweep: values of each axis, then targets, seeds and flows. */
export interface SweepFactors {
  readonly axes: readonly number[];
  readonly targets: number;
  readonly seeds: number;
  readonly flows: number;
}

/** How many runs a sweep makes, as the product of the factors above one: "12 × 20 × 2 = 480 runs". */
export function runsInWords({ axes, targets, seeds, flows }: SweepFactors): string {
  const factors = [...axes, targets, seeds, flows].filter((factor) => factor !== 1);
  const total = factors.reduce((product, factor) => product * factor, 1);
  const product = factors.length > 1 ? `${factors.map(formatCount).join(' × ')} = ` : '';
  return `${product}${formatCount(total)} ${total === 1 ? 'run' : 'runs'}`;
}

/** What is left to do of a sweep and what it costs: "~6 min on 8 cores, 98 MB". */
export function costInWords(estimate: SweepEstimate, cores: number): string {
  if (estimate.runs === estimate.sealed) return 'nothing left to run';
  const time = estimate.milliseconds === null ? 'time unknown' : `~${formatDuration(estimate.milliseconds)}`;
  return `${time} on ${cores} ${cores === 1 ? 'core' : 'cores'}, ${formatBytes(Math.round(estimate.bytes))}`;
}

const STATUS_WORDS: Readonly<Record<SweepJob['status'], string>> = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  blocked: 'cannot go on',
  cancelling: 'stopping',
  done: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How far a sweep is: "312 of 480 runs · 2 failed · running · about 3 min left". */
export function progressInWords({ sealed, runs, failedRuns, status, millisecondsLeft }: SweepJob): string {
  const words = [`${formatCount(sealed)} of ${formatCount(runs)} runs`];
  if (failedRuns > 0) words.push(`${formatCount(failedRuns)} failed`);
  words.push(STATUS_WORDS[status]);
  if (status === 'running' && millisecondsLeft !== null)
    words.push(`about ${formatDuration(millisecondsLeft)} left`);
  return words.join(' · ');
}
